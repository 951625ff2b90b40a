# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is stopped, killed or out of disk keeps its finished replicates; the same command goes on and gives the same results."""
import os
import pathlib
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import TINY, Case, command, digest_in, kith  # noqa: E402

REPLICATES = 24
LONG = ["run", TINY, "--replicates", REPLICATES, "--threads", 1]
DEADLINE = 60


class Resume(Case):

    def setUp(self):
        super().setUp()
        self.file = self.folder / "a.h5"
        self.parts = self.folder / "a.h5.parts"

    def finished(self):
        """Part files of finished replicates: {name: what changes when a file is written again}."""
        return {part.name: (part.stat().st_ino, part.stat().st_mtime_ns) for part in self.parts.glob("replicate-*.part")}

    def stop(self, how, *words, fresh=3):
        """Starts the run, lets it finish at least so many more replicates, and stops it; exit code and standard error."""
        before = len(self.finished())
        with subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
            end = time.monotonic() + DEADLINE
            while len(self.finished()) < before + fresh and child.poll() is None and time.monotonic() < end:
                time.sleep(0.005)
            child.send_signal(how)
            _, text = child.communicate()
        return child.returncode, text

    def undisturbed(self, *words):
        """The same command, undisturbed; its digest."""
        done = kith(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([entry.name for entry in self.folder.iterdir()], ["a.h5"])
        return digest_in(done.stdout)

    def test_stopped_killed_and_damaged(self):
        words = [*LONG, "-o", self.file]
        kept = {}
        for how, code in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 130)):
            found, text = self.stop(how, *words)
            self.assertEqual(found, code, text)
            self.assertEqual(text, "" if code < 0 else f"stopped; finished replicates are in {self.parts}, and the same command goes on from there\n")
            self.assertFalse(self.file.exists(), "an unfinished file bears the final name")
            parts = self.finished()
            self.assertTrue(len(kept) + 3 <= len(parts) < REPLICATES)
            self.assertEqual({name: parts[name] for name in kept}, kept, "a finished replicate was simulated again")
            kept = parts
        first, second = sorted(kept)[:2]  # what a failing disk may do: these two replicates are simulated again
        content = bytearray((self.parts / first).read_bytes())
        content[-1] ^= 1
        (self.parts / first).write_bytes(content)
        os.truncate(self.parts / second, 1000)
        digest = self.undisturbed(*words)
        self.file.unlink()
        self.assertEqual(digest, self.undisturbed("run", TINY, "-r", REPLICATES, "-j", 2, "-o", self.file))

    def test_another_scenario_is_refused(self):
        words = [*LONG, "-o", self.file]
        self.stop(signal.SIGINT, *words)
        kept = self.finished()
        for change, theirs, ours in ((["--seed", 5], "  seed: 1", "  seed: 5"), ([("school.intake", 23)], "  intake: 24", "  intake: 23"),
                                     ([("arms.formal.programme.supporters", 5)], "      supporters: 6", "      supporters: 5"),
                                     (["--arm", "formal"], "# runs informal", "# runs formal")):
            with self.subTest(change):
                done = kith(*words, *change)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(f"{self.parts}: error: holds replicates of another scenario or version of kith", done.stderr)
                self.assertIn(f'{self.parts}: error: finished replicates there have "{theirs}", this run has "{ours}"', done.stderr)
        self.assertEqual(self.finished(), kept)
        self.assertFalse(self.file.exists())
        done = kith("run", TINY, "-r", 2, "-o", self.file)  # the same run, shorter: the others stay for who asks for them
        others = set(kept) - {"replicate-1.part", "replicate-2.part"}
        self.assertRegex(done.stderr, rf"^{self.parts}: warning: keeps {len(others)} finished replicates? that this run did not ask for; [^\n]*\n$")
        self.assertEqual({name: kept[name] for name in others}, self.finished())
        fewer = digest_in(done.stdout)
        for path in self.file, *self.parts.iterdir():
            path.unlink()
        self.parts.rmdir()
        self.assertEqual(fewer, self.undisturbed("run", TINY, "-r", 2, "-o", self.file))

    def test_another_graph_under_the_same_name_is_refused(self):
        graph = self.write("graph.csv", "a,b,hours\nx,y,90\ny,z,60\n")
        words = ["run", "scenarios/known_graph.yaml", "--set", f"graph.file={graph}", "--set", "school.intake=3",
                 "--set", "arms.frozen_formal.programme.supporters=1", "--set", "arms.living_formal.programme.supporters=1",
                 "-r", 2000, "-j", 2, "-o", self.file]
        self.stop(signal.SIGINT, *words)
        self.write("graph.csv", "a,b,hours\nx,y,90\ny,z,61\n")
        done = kith(*words)
        self.assertEqual(done.returncode, 2)
        self.assertIn("# graph of all arms: ", done.stderr)
        self.assertFalse(self.file.exists())

    def test_an_existing_file(self):
        self.file.write_text("somebody's results")
        words = ["run", TINY, "-o", self.file]
        done = kith(*words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, f"{self.file}: error: exists; --overwrite replaces it, -o names another file\n")
        self.assertFalse(self.parts.exists())
        self.assertEqual(self.stop(signal.SIGINT, *LONG, "-o", self.file, "--overwrite")[0], 130)
        self.assertEqual(self.file.read_text(), "somebody's results")
        self.undisturbed(*LONG, "-o", self.file, "--overwrite")
        self.assertEqual(self.file.read_bytes()[:4], b"\x89HDF")

    def test_full_disk(self):
        """A limit on the size of files stops the first part, then the merge; without it the same command finishes."""
        words = ["run", TINY, "-o", self.file, "-j", 1]

        def limited(size):
            done = kith(*words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            self.assertEqual((done.returncode, done.stdout, self.file.exists()), (1, "", False))
            self.assertRegex(done.stderr, r"error: cannot .*: File too large \(free some space, then run the same command again: finished "
                                          r"replicates are kept\)\n$")
            return len(self.finished())

        self.assertEqual(limited(50_000), 0)
        self.stop(signal.SIGINT, *LONG, "-o", self.file, fresh=1)
        self.assertGreaterEqual(limited((self.parts / "replicate-1.part").stat().st_size), 4)  # the first holds the ties too and is the largest
        kept = self.undisturbed(*words)
        self.file.unlink()
        self.assertEqual(kept, self.undisturbed(*words))

    def test_small_file_system(self):
        disk = self.folder / "disk"
        disk.mkdir()
        inside = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=200k none "$0" && "$@"; code=$?; ls "$0"; exit $code', str(disk)]
        if not shutil.which("unshare") or subprocess.run([*inside, "true"], capture_output=True, check=False).returncode:
            self.skipTest("this machine lets nobody mount a small file system")
        done = subprocess.run([*inside, *command("run", TINY, "-o", disk / "a.h5")], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, "a.h5.parts\n"))
        self.assertRegex(done.stderr, r"error: cannot .*: No space left on device \(free some space")

    def test_no_place_to_write(self):
        for path, words in ((self.folder / "none" / "a.h5", "No such file or directory"), (self.write("plain", "") / "a.h5", "Not a directory")):
            done = kith("run", TINY, "-o", path)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertTrue(done.stderr.startswith(f"{path}.parts: error: cannot make the directory: {words}"), done.stderr)
        with open("/dev/full", "w", encoding="utf-8") as full:
            for words in ["--help"], ["--version"], ["check", TINY], ["describe"], ["run", TINY, "-o", self.file]:
                done = subprocess.run(command(*words), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (1, "kith: error: cannot write to standard output\n"), words)

    def on_terminal(self, *words):
        """Standard error of a run when it is a terminal."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, stderr=theirs) as child:
            os.close(theirs)
            text = b""
            try:
                while piece := os.read(ours, 4096):
                    text += piece
            except OSError:  # how a terminal says that nobody is at the other end
                pass
            os.close(ours)
            self.assertEqual(child.wait(), 0)
        return text.decode()

    def test_progress(self):
        words = [*LONG, "-o", self.file]
        self.stop(signal.SIGINT, *words, fresh=REPLICATES // 4)
        text = self.on_terminal(*words)
        shown = re.findall(r"\r *(\d+)%  (\d+) simulated weeks/s  (\?|[\d.]+ (?:s|min|h)) left   ", text)
        percent = [int(row[0]) for row in shown]
        self.assertEqual("".join(re.split(r"\r *\d+%  \d+ simulated weeks/s  [^\r]* left   ", text)), "\r\033[K")
        self.assertGreaterEqual(percent[0], 25, "what was found done is not counted")
        self.assertEqual((percent, percent[-1]), (sorted(percent), 100))
        self.assertTrue(all(int(rate) > 0 for _, rate, _ in shown[:-1]))
        words = ["run", TINY, "-o", self.file, "--overwrite"]
        self.assertEqual(self.on_terminal(*words, "--quiet"), "")
        piped, quiet = kith(*words), kith(*words, "--quiet")
        self.assertEqual((piped.stderr, "\r" in piped.stdout, quiet.stderr, quiet.stdout), ("", False, "", ""))


if __name__ == "__main__":
    unittest.main()
