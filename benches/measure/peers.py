"""Other programs that do a part of the work, and the project's own benches."""

import json
import os
import re
import shutil
import subprocess
import time

COUNT = """
import os, sys, jieba
from collections import Counter
words = Counter()
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            words.update(jieba.cut(file.read()))
print(len(words), sum(words.values()))
"""


def wall(command, environment=None, seconds=1800, accept=(0,)):
    """How long a program takes from its start to its end."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, timeout=seconds)
    took = time.perf_counter() - start
    if done.returncode not in accept:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode('utf-8', 'replace')[-400:]}")
    return took


class Peers:
    """What of them is on this machine."""

    def __init__(self, python, examples, work):
        self.examples = examples
        self.cut = os.path.join(examples, "cut")
        self.ripgrep = shutil.which("rg")
        self.grep = shutil.which("grep")
        # The model that Python's jieba keeps goes with the run.
        self.environment = dict(os.environ, TMPDIR=work, PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8")
        self.python = python
        ready = [python, "-c", "import jieba; jieba.initialize()"]
        self.jieba = subprocess.run(ready, capture_output=True, env=self.environment, timeout=120).returncode == 0

    def versions(self):
        """Their names and versions."""
        told = []
        for command in ([self.ripgrep, "--version"], [self.grep, "--version"]):
            if command[0]:
                told.append(subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0])
        if self.jieba:
            command = [self.python, "-c", "import jieba, platform; print('jieba', jieba.__version__, 'Python', platform.python_version())"]
            told.append(subprocess.run(command, capture_output=True, text=True, env=self.environment).stdout.strip())
        return told

    def words_by_python(self, folder):
        """Python's jieba counts the words of a folder."""
        return wall([self.python, "-c", COUNT, folder], self.environment)

    def only_cut(self, folder, distinct=False):
        """What examples/cut says."""
        command = [self.cut, folder] + (["--distinct"] if distinct else [])
        return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=1800).stdout)

    def by_ripgrep(self, word, folder):
        """ripgrep counts the lines with a word in every file of a folder."""
        return wall([self.ripgrep, "--count", "--fixed-strings", "--no-config", "--", word, folder], accept=(0, 1))

    def by_grep(self, word, folder):
        """grep does the same."""
        return wall([self.grep, "-rcF", "--", word, folder], dict(self.environment, LC_ALL="C"), accept=(0, 1))


UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}


def overlap_told(text):
    """What the bench of overlap says of 500 drafts: how the index was built, and seconds by p50, p95 and worst."""
    told = {name: float(value) * UNITS[unit] for name, value, unit in re.findall(r"(p50|p95|worst) ([0-9.]+)(ns|µs|ms|s)", text)}
    told["built"] = re.search(r"built in (.*?), resident", text, re.S).group(1)
    return told


def criterion(target, since):
    """The medians of the project's benches in seconds, by (group, function), of those run since `since`."""
    found = {}
    for folder, _, names in os.walk(os.path.join(target, "criterion")):
        if os.path.basename(folder) == "new" and {"estimates.json", "benchmark.json"} <= set(names):
            if os.path.getmtime(os.path.join(folder, "estimates.json")) < since:
                continue
            with open(os.path.join(folder, "benchmark.json"), encoding="utf-8") as file:
                name = json.load(file)
            with open(os.path.join(folder, "estimates.json"), encoding="utf-8") as file:
                median = json.load(file)["median"]["point_estimate"] / 1e9
            found[(name["group_id"], name.get("function_id") or "")] = median
    return found
