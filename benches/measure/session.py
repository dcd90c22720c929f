"""What is measured of the workbench over one corpus."""

import os
import shutil
import statistics
import time

from .workbench import ESCAPE, ROWS, Workbench

# Typed one character after the other: frequent and rare, across words, and what stands nowhere.
QUERIES = ["文明城市创建", "发展", "志愿者", "营商环境持续", "群众满意度", "员会主任", "凝聚人心", "街道办事处", "量子鲸鱼"]
PINYIN = "cjwm"
# The word that searches and reports of one word are held against.
WORD = "志愿者"
HELD = ["发展", "文明城市", "凝聚人心"]


def middle(numbers):
    """The median, or nothing of nothing."""
    return statistics.median(numbers) if numbers else None


def ninety_fifth(numbers):
    """The 95th percentile: 19 of 20 are not above it."""
    return sorted(numbers)[max(0, -(-len(numbers) * 95 // 100) - 1)] if numbers else None


class Session:
    """Runs over one folder, with caches of their own."""

    def __init__(self, program, folder, work):
        self.program, self.folder = program, folder
        self.home = os.path.join(work, "home")
        self.cache = os.path.join(work, "cache")
        shutil.rmtree(self.cache, ignore_errors=True)

    def open(self):
        """The workbench on the folder, with nobody's settings."""
        for path in (self.home, self.cache):
            os.makedirs(path, exist_ok=True)
        own = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": self.home, "XDG_CACHE_HOME": self.cache}
        own |= {f"XDG_{name}_HOME": os.path.join(self.home, name.lower()) for name in ("CONFIG", "STATE", "DATA")}
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "USER", "TZ", "TMPDIR")}
        return Workbench(self.program, self.folder, kept | own)

    def forget(self):
        """Empties the cache."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def start(self, then=None):
        """One start: seconds to the first frame and to the end of loading. `then` is done with the loaded workbench."""
        with self.open() as bench:
            first = bench.first_frame()
            loaded = bench.loaded()
            told = then(bench) if then else None
            bench.leave()
        return first, loaded, told

    def settle(self, bench, seconds=120):
        """Waits until the cache has been written: its size is the same for a second and nothing is being written. Gives
        the size."""
        size, same, deadline = -1, 0, time.perf_counter() + seconds
        while same < 4 and time.perf_counter() < deadline:
            bench.drain(0.25)
            now = cache_size(self.cache)
            size, same = now, same + 1 if now == size and not unfinished(self.cache) else 0
        return size

    def fill(self):
        """A first start that leaves its cache behind; gives the memory it took and the cache's size."""

        def then(bench):
            size = self.settle(bench)
            return bench.process(), size

        self.forget()
        return self.start(then)[2]


def unfinished(folder):
    """Whether a file below a folder is still being written."""
    return any(name.startswith(".writing-") for _, _, names in os.walk(folder) for name in names)


def cache_size(folder):
    """The bytes of all files below a folder."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.path.getsize(os.path.join(path, name))
            except OSError:  # It has just been renamed.
                pass
    return total


def ready(bench):
    """How long after loading the table of words is there, and then the first counts of a search."""
    words = bench.report(b"3", "关键词")
    bench.press(b"2")
    bench.wait_for(lambda: "检索：" in bench.screen.row(2), "检索", 30)
    return words, bench.look_for("社", "社".encode())


def idle(bench, seconds):
    """Processor time in seconds and bytes on the terminal while nobody does anything."""
    bench.drain(1.5)
    before = bench.process()["cpu"]
    sent = bench.drain(seconds)
    return bench.process()["cpu"] - before, sent


def typing(bench, rounds, between=None):
    """Types queries; seconds of every key: first characters, later ones, letters, and of every query typed so far.

    `between` is done after every query: peers take their turn there."""
    first, later, letters, queries = [], [], [], {}
    bench.press(b"2")
    bench.wait_for(lambda: "检索：" in bench.screen.row(2), "检索", 30)
    for _ in range(rounds):
        for query in QUERIES + [PINYIN]:
            bench.empty_search()
            for end in range(1, len(query) + 1):
                took = bench.look_for(query[:end], query[end - 1].encode())
                (letters if query == PINYIN else first if end == 1 else later).append(took)
                queries.setdefault(query[:end], []).append(took)
                bench.drain(0.02)
            if between:
                between()
    return {"first": first, "later": later, "letters": letters, "queries": queries}


def moves(bench, times=20):
    """Seconds of keys that draw the places anew and search nothing: down the rows of the places of a word."""
    bench.empty_search()
    bench.look_for("发", "发".encode())
    bench.press(b"\r")
    bench.drain(0.2)
    took = []
    for number in range(2, times + 2):
        sent = bench.press(b"j")
        there = lambda: f"处 {number}/" in bench.screen.row(ROWS - 1)
        took.append(bench.wait(there, "下移一处", 30, quiet=0.012) - sent)
    return took


def names(bench):
    """The names of the reports as they stand at the left, and the place of the one that is shown."""
    rows = [bench.screen.row(y).split("│")[1].strip() for y in range(2, ROWS - 2) if bench.screen.row(y).count("│") > 1]
    rows = [row for row in rows if row]
    return [row.lstrip("› ") for row in rows], next((y for y, row in enumerate(rows) if row.startswith("›")), 0)


def go(bench, name):
    """Goes to a report, table by table; gives how long the last took."""
    (every, at), took = names(bench), None
    to = every.index(name)
    step = 1 if at < to else -1
    while at != to:
        at += step
        took = bench.report(b"l" if step > 0 else b"h", every[at])
    return took


def reports(bench):
    """Seconds of the reports, each from its key to its table: first that of a piece against the rest, then of all."""
    took = {}
    bench.press(ESCAPE)
    bench.drain(0.3)
    bench.press(b"1")
    bench.drain(0.3)
    bench.press(b"s")
    bench.wait(lambda: any(bench.report_is(name) for name in names(bench)[0]), "统计表", 120)
    go(bench, "关键词")
    took["关键性"] = go(bench, "关键性")
    go(bench, "关键词")
    for _ in range(5):
        bench.press(b"o")
        bench.drain(0.3)
        bench.wait_for(lambda: bench.report_is("关键词"), "关键词", 300)
        if "已是全部文档" in bench.screen.row(ROWS - 1):
            break
    go(bench, "新词")
    took["固定说法"] = go(bench, "固定说法")
    bench.press(b"w")
    bench.wait(lambda: "看哪个词" in bench.screen.text(), "输入一个词", 30)
    bench.press(WORD.encode())
    bench.drain(0.1)
    sent = bench.press(b"\r")
    shown = lambda: next((name for name in ("分布", "搭配") if bench.report_is(name)), None)
    took_first = bench.wait(lambda: shown() is not None, "一个词的表", 300, quiet=0.012) - sent
    first = shown()
    other = "搭配" if first == "分布" else "分布"
    took[first] = took_first
    took[other] = go(bench, other)
    return took
