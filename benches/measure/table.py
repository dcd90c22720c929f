"""The figures as Markdown."""

import os
import platform
import subprocess


def time_of(seconds):
    """A time for people."""
    if seconds is None:
        return "没有量到"
    milliseconds = seconds * 1000
    if milliseconds < 0.1:
        return f"{milliseconds:.4f} ms"
    if milliseconds < 10:
        return f"{milliseconds:.2f} ms"
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{seconds:.2f} s"


def bytes_of(size):
    """A size for people."""
    return f"{size / 1e6:.1f} MB" if size < 1e9 else f"{size / 1e9:.2f} GB"


class Row:
    """One bar: what it asks, ours, the peer's, and whether it is met."""

    def __init__(self, what, size, bar, ours, most=None, peer=None, peer_name="", least_ratio=None, show=time_of):
        self.what, self.size, self.bar, self.ours, self.show = what, size, bar, ours, show
        self.peer, self.peer_name = peer, peer_name
        self.ratio = peer / ours if peer is not None and ours else None
        met = []
        if ours is not None:
            if most is not None:
                met.append(ours <= most)
            if least_ratio is not None and self.ratio is not None:
                met.append(self.ratio >= least_ratio)
        self.met = all(met) if met else None

    def cells(self):
        """What stands in the columns."""
        ours = self.ours if isinstance(self.ours, str) else self.show(self.ours)
        peer = "" if self.peer is None else f"{self.peer_name} {self.show(self.peer)}"
        ratio = "" if self.ratio is None else f"{self.ratio:.1f} ×"
        return [self.what, self.size, self.bar, ours, peer, ratio, {True: "达到", False: "**未达到**", None: "—"}[self.met]]


def markdown(head, rows):
    """A table; every row is a list of texts."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def machine(root, peers):
    """What it was measured on."""
    cpu = platform.processor() or platform.machine()
    memory = 0
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            cpu = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), cpu)
        with open("/proc/meminfo", encoding="utf-8") as file:
            memory = int(next(line.split()[1] for line in file if line.startswith("MemTotal"))) * 1024
    except OSError:
        pass
    command = ["git", "-C", root, "describe", "--always", "--dirty"]
    version = subprocess.run(command, capture_output=True, text=True).stdout.strip() or "?"
    load = " ".join(f"{n:.2f}" for n in os.getloadavg())
    rows = [["处理器", cpu], ["核", str(os.cpu_count())], ["内存", bytes_of(memory)], ["内核", f"{platform.system()} {platform.release()}"]]
    rows += [["开始时的负载", load], ["本程序", version], ["对手", "；".join(peers.versions()) or "没有"]]
    return markdown(["机器", ""], rows)


def growth(rows):
    """The rows that were measured at two sizes of which one is ten times the other."""
    found = []
    by_name = {}
    for row in rows:
        if isinstance(row.ours, (int, float)) and row.ours:
            by_name.setdefault(row.what, {})[row.size] = row
    for what, sizes in by_name.items():
        if "10k" in sizes and "100k" in sizes:
            small, large = sizes["10k"], sizes["100k"]
            ratio = large.ours / small.ours
            verdict = "达到" if ratio <= 11 else "**未达到**"
            found.append([what, small.show(small.ours), large.show(large.ours), f"{ratio:.1f} ×", verdict])
    return markdown(["10k → 100k（≤ 11 ×）", "10k", "100k", "倍数", ""], found) if found else ""
