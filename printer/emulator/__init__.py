"""An ESC/POS printer in software, with a real one's buffer, paper, cutter and moods."""
