"""How true the lab is: its answers beside what the drawn reception would really have done."""
