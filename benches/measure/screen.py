"""A terminal that remembers what stands on its screen: as much of one as the program's output needs."""

import re
import unicodedata

# A control sequence, a string for the terminal, another escape, a control character, or a run of text.
TOKEN = re.compile(rb"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[^\[\]]|([\x00-\x1a\x1c-\x1f\x7f])|([^\x00-\x1f\x7f]+)")
# A frame that must be seen at once, a synchronized update; a frame of a few cells comes without.
FRAME_BEGIN, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
# A sequence of which the end has not come.
CUT_OFF = re.compile(rb"\x1b(\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?)?$")

_widths = {}


def width(character):
    """The cells of a character; ambiguous ones take one."""
    known = _widths.get(character)
    if known is None:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
            known = 0
        else:
            known = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        _widths[character] = known
    return known


def whole(data):
    """Whether `data` may end where it ends: not within a frame, a sequence or a character."""
    if data.rfind(FRAME_BEGIN) > data.rfind(FRAME_END) or CUT_OFF.search(data, max(len(data) - 200, 0)):
        return False
    for back in range(1, min(len(data), 3) + 1):
        byte = data[-back]
        if byte < 0x80:
            return True
        if byte >= 0xC0:  # The first byte of a character, which says how many follow.
            return back >= (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4)
    return True


class Screen:
    """Rows of cells; the second cell of a wide character holds nothing."""

    def __init__(self, columns, rows):
        self.columns, self.height = columns, rows
        self.x = self.y = 0
        self.cells = [[" "] * columns for _ in range(rows)]
        # What the terminal says to questions it was asked.
        self.answers = []

    def row(self, y):
        """The text of a row."""
        return "".join(self.cells[y])

    def text(self):
        """The text of all rows."""
        return "\n".join(self.row(y) for y in range(self.height))

    def feed(self, data):
        """Takes whole sequences and characters."""
        for found in TOKEN.finditer(data):
            final, control, text = found.group(2), found.group(3), found.group(4)
            if text is not None:
                self._write(text.decode("utf-8", "replace"))
            elif final is not None:
                self._sequence(found.group(1), final)
            elif control == b"\r":
                self.x = 0
            elif control == b"\n":
                self.y = min(self.y + 1, self.height - 1)
            elif control == b"\b":
                self.x = max(self.x - 1, 0)

    def _write(self, text):
        row = self.cells[self.y]
        for character in text:
            cells = width(character)
            if cells == 0:
                continue
            if self.x + cells > self.columns:
                self.x = self.columns - cells
            if row[self.x] == "" and self.x > 0:
                row[self.x - 1] = " "
            row[self.x] = character
            end = self.x + cells
            if cells == 2:
                row[self.x + 1] = ""
            if end < self.columns and row[end] == "":
                row[end] = " "
            self.x = min(end, self.columns)

    def _sequence(self, parameters, final):
        if parameters[:1] in (b"?", b">", b"<", b"="):
            return
        numbers = [int(n) if n.isdigit() else 0 for n in parameters.split(b";")]
        first = numbers[0]
        if final in b"Hf":
            second = numbers[1] if len(numbers) > 1 else 1
            self.y = min(max(first, 1), self.height) - 1
            self.x = min(max(second, 1), self.columns) - 1
        elif final == b"J":
            self._erase(0 if first == 2 else self.y, 0 if first == 2 else self.x)
        elif final == b"K":
            row = self.cells[self.y]
            start, end = {0: (self.x, self.columns), 1: (0, self.x + 1)}.get(first, (0, self.columns))
            row[start:end] = [" "] * len(row[start:end])
        elif final == b"X":
            end = min(self.x + max(first, 1), self.columns)
            self.cells[self.y][self.x:end] = [" "] * (end - self.x)
        elif final == b"A":
            self.y = max(self.y - max(first, 1), 0)
        elif final == b"B":
            self.y = min(self.y + max(first, 1), self.height - 1)
        elif final == b"C":
            self.x = min(self.x + max(first, 1), self.columns - 1)
        elif final == b"D":
            self.x = max(self.x - max(first, 1), 0)
        elif final == b"G":
            self.x = min(max(first, 1), self.columns) - 1
        elif final == b"d":
            self.y = min(max(first, 1), self.height) - 1
        elif final == b"r":
            self.x = self.y = 0
        elif final == b"n" and first == 6:
            self.answers.append(f"\x1b[{self.y + 1};{self.x + 1}R".encode())
        elif final == b"n" and first == 5:
            self.answers.append(b"\x1b[0n")
        elif final == b"c":
            self.answers.append(b"\x1b[?62c")

    def _erase(self, y, x):
        self.cells[y][x:] = [" "] * (self.columns - x)
        for row in range(y + 1, self.height):
            self.cells[row] = [" "] * self.columns
