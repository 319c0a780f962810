"""One database: who reads, who writes, whose turn it is. Blocking: kept off the event loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from server.store.doubt import Doubt
from server.store.engine import open_engine, translated
from server.store.line import WriterLine, open_line
from server.store.mark import Mark
from server.store.proof import Proof, write_nothing


class Store:
    """An engine for readers, one for whoever writes now and then, and the journal's own line.

    `folder`: this machine's, for what is known here of a store that stands elsewhere. Raises
    Conflict and Unavailable, whatever is asked of it.
    """

    def __init__(self, url: str, folder: Path | None = None) -> None:
        self.url = url
        self.folder = folder
        self.writer: Engine = open_engine(url, writes=True)
        self.reader: Engine = open_engine(url, writes=False)
        self._remote = self.writer.dialect.name != "sqlite"
        self._doubt = Doubt()
        self._mark = Mark(self.reader)
        self._proof = Proof(self._write_nothing)
        self._line: WriterLine | None = None
        self._turn: WriterLine | None = None

    def close(self) -> None:
        self._hang_up()
        self._mark.close()
        self.writer.dispose()
        self.reader.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._asked(), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._asked(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def appending(self, sites: Iterable[str]) -> Iterator[WriterLine]:
        """The journal's transaction, in the turn that was taken, if one was. One thread's alone."""
        with self._asked(), self._or_nothing(self._turn or self._open_line()) as line:
            turn, self._turn = self._turn, None
            if turn is None:
                line.begin(sites)
            yield line
            line.commit()

    def take_turn(self, sites: Iterable[str]) -> None:
        """Waits until no other process writes for these sites; none does until something was
        appended, or `leave_turn`."""
        with self._asked(), self._or_nothing(self._open_line()) as line:
            line.begin(sites)
            line.wait()
            self._turn = line

    def leave_turn(self) -> None:
        """Does nothing when something was appended."""
        turn, self._turn = self._turn, None
        if turn and not turn.roll_back():
            self._hang_up()

    def mark(self) -> object:
        """Another one when somebody has written to the store; None where nobody can tell."""
        if self._remote:
            return None  # nobody was asked: a server that is away is not back for that
        with self._asked():
            return self._mark.read()

    def prove(self) -> None:
        """That it takes what is written. Raises Unavailable."""
        self._proof.ask(anew=self.in_doubt)

    def _write_nothing(self) -> None:
        with self.writing() as connection:
            write_nothing(connection)

    @property
    def in_doubt(self) -> bool:
        """The last call found no server: what is known of the day may be old."""
        return self._doubt.there

    def _open_line(self) -> WriterLine:
        if self._line and self._line.is_lost():
            self._hang_up()
        if self._line is None:
            self._line = open_line(self.writer)
        return self._line

    @contextmanager
    def _or_nothing(self, line: WriterLine) -> Iterator[WriterLine]:
        """Nothing stays written of what goes wrong half-way."""
        try:
            yield line
        except BaseException:
            if not line.roll_back():
                self._hang_up()
            raise

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line:
            line.close()

    @contextmanager
    def _asked(self) -> Iterator[None]:
        with self._doubt.asking(), translated():
            try:
                yield
            except DBAPIError as error:
                # A full disk beside us still answers readers; a server that is away answers nobody.
                self._doubt.there = self._remote and isinstance(error, OperationalError)
                raise
