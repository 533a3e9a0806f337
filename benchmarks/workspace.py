"""Measures how the workspace of an explanation grows with the number of layers, and prints a table in Markdown.

usage: PYTHONPATH=python python benchmarks/workspace.py [--layers 8,32,128] [--composite attnlrp-efficient]

The models are those of compile_scaling.py. Sizes are in KiB, as the compiled functions state them.
"""

import argparse
import pathlib
import re
import subprocess
import tempfile

from compile_scaling import write_model
from lxt_mlir import find_compiler


def measure(path, composite, *options):
    """The bytes of the workspaces of forward and explain."""
    command = [find_compiler(), path, f"--composite={composite}", "--emit=obj", "-o", f"{path}.o", "--verbose"]
    process = subprocess.run([*command, *options], capture_output=True, text=True)
    if process.returncode:
        raise SystemExit(process.stderr)
    return [int(size) for size in re.findall(r": workspace of (\d+) bytes", process.stderr)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--layers", default="8,32,128")
    parser.add_argument("--composite", default="attnlrp-efficient")
    options = parser.parse_args()
    print("| layers | forward | explanation | with --checkpoint=sqrt | over sqrt(layers) |")
    print("|" + " --- |" * 5)
    with tempfile.TemporaryDirectory() as folder:
        for layers in map(int, options.layers.split(",")):
            path = pathlib.Path(folder) / f"{layers}.mlir"
            path.write_text(write_model(layers))
            forward, explain = measure(path, options.composite)
            _, least = measure(path, options.composite, "--checkpoint=sqrt")
            sizes = [f"{size / 1024:.1f}" for size in (forward, explain, least, least / layers**0.5)]
            print("| " + " | ".join([str(layers), *sizes]) + " |", flush=True)


if __name__ == "__main__":
    main()
