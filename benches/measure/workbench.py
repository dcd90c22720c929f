"""The workbench in a pseudo-terminal: keys go in, frames come out with the time at which they had arrived."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from .screen import FRAME_END, Screen, whole

COLUMNS, ROWS = 120, 40
LOADED = re.compile(r" 篇 · [\d ]+ 字")
ESCAPE, CLEAR = b"\x1b", b"\x15"
# Where is the cursor?
QUESTION = b"\x1b[6n"


class TooLong(Exception):
    """Something did not happen in its time."""


class Workbench:
    """A running program. Use it in a `with`: it never outlives that."""

    def __init__(self, program, folder, environment):
        self.screen = Screen(COLUMNS, ROWS)
        self.pending = b""  # Bytes that came and are not yet on the screen.
        self.stamps = []  # For the ends of frames in them: where, and when it had come.
        self.bytes = 0
        self.ended = False
        self.started = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.execve(program, [program, folder], environment)
            finally:
                os._exit(127)
        os.set_blocking(self.terminal, False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.ended = True
        os.close(self.terminal)

    def press(self, key):
        """Sends a key; gives the time at which it was sent."""
        while key:
            try:
                sent = time.perf_counter()
                key = key[os.write(self.terminal, key):]
            except BlockingIOError:
                self._read(0.01)
        return sent

    def wait(self, done, what, seconds, quiet=0.0):
        """Reads until a frame is there for which `done` holds; gives the time at which its end had come.

        While frames come within `quiet` seconds of each other they are only read: looking at them takes time in
        which the next would wait."""
        deadline = time.perf_counter() + seconds
        while True:
            came = self._read(min(quiet or 0.05, 0.05))
            now = time.perf_counter()
            if came and quiet and now < deadline and QUESTION not in self.pending:
                continue
            stamp = self._look(done)
            if stamp is not None:
                return stamp
            if now > deadline or self.ended:
                raise TooLong(f"{what}：{seconds} 秒还没有\n{self.screen.text()}")

    def wait_for(self, done, what, seconds):
        """Waits until `done` holds, now or after some frame."""
        if not done():
            self.wait(done, what, seconds)

    def drain(self, seconds):
        """Reads for so long; gives how many bytes came."""
        before, deadline = self.bytes, time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)
        self._look(lambda: False)
        return self.bytes - before

    def _read(self, seconds):
        """Reads once if something comes; whether it did."""
        if self.ended or not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 1 << 16)
        except BlockingIOError:
            return False
        except OSError:  # The program has gone.
            data = b""
        if not data:
            os.waitpid(self.pid, 0)
            self.ended = True
            return False
        now = time.perf_counter()
        start = max(len(self.pending) - len(FRAME_END) + 1, 0)
        self.pending += data
        self.bytes += len(data)
        while (at := self.pending.find(FRAME_END, start)) >= 0:
            start = at + len(FRAME_END)
            self.stamps.append((start, now))
        end = len(self.pending)
        if (not self.stamps or self.stamps[-1][0] < end) and whole(self.pending):
            self.stamps.append((end, now))
        return True

    def _look(self, done):
        """Puts what came on the screen, frame by frame; the time of the first frame for which `done` holds."""
        found, at = None, 0
        for end, stamp in self.stamps:
            self._feed(self.pending[at:end])
            at = end
            if found is None and done():
                found = stamp
        self.stamps = []
        rest = self.pending[at:]
        if QUESTION in rest:  # It is answered before what follows it has come.
            asked = rest.rindex(QUESTION) + len(QUESTION)
            self._feed(rest[:asked])
            at += asked
        self.pending = self.pending[at:]
        return found

    def _feed(self, data):
        self.screen.feed(data)
        answers, self.screen.answers = self.screen.answers, []
        if answers:
            self.press(b"".join(answers))

    # What the program shows.

    def first_frame(self, seconds=30):
        """When the whole first frame had come, in seconds from the start."""
        full = lambda: "文稿" in self.screen.row(0) and self.screen.row(ROWS - 1).strip()
        return self.wait(full, "第一屏", seconds) - self.started

    def loaded(self, seconds=120):
        """When the row of views says how much there is, in seconds from the start: all is read and counted."""
        done = lambda: LOADED.search(self.screen.row(0)) is not None and "读入" not in self.screen.row(0)
        return self.wait(done, "读入", seconds) - self.started

    def look_for(self, query, key, seconds=60):
        """Sends `key`, after which `query` stands in the search line; gives how long its counts took."""
        line = f"检索：{query}"

        def done():
            row, counts = self.screen.row(2).strip("│ "), self.screen.row(3)
            return row == line and "处" in counts and "……" not in counts and "还在找" not in counts

        sent = self.press(key)
        return self.wait(done, f"检索 {query}", seconds, quiet=0.012) - sent

    def empty_search(self):
        """Opens the search with nothing in its line."""
        self.press(CLEAR)
        self.wait_for(lambda: self.screen.row(2).strip("│ ") in ("检索：", "检索"), "空的检索式", 30)

    def report_is(self, name):
        """Whether the report of this name is there, counted."""
        text = self.screen.text()
        return f"› {name}" in text and "正在统计" not in text and f"┬ {name} ·" in self.screen.row(1)

    def report(self, key, name, seconds=120):
        """Sends `key`, which leads to the report `name`; gives how long it took."""
        sent = self.press(key)
        return self.wait(lambda: self.report_is(name), f"统计表 {name}", seconds, quiet=0.012) - sent

    def process(self):
        """Memory in bytes and processor time in seconds, as the system tells."""
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
        told = {name: int(lines[name].split()[0]) * 1024 for name in ("VmRSS", "RssAnon", "RssFile", "VmHWM") if name in lines}
        with open(f"/proc/{self.pid}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        told["cpu"] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return told

    def leave(self, seconds=60):
        """Leaves the program as a person does and waits for its end."""
        self.press(ESCAPE)
        self.drain(0.2)
        self.press(b"\x11")
        deadline = time.perf_counter() + seconds
        while not self.ended and time.perf_counter() < deadline:
            self._read(0.05)
