"""Runs the benchmark: benchmarks/run.sh installs what it needs first; docs/performance.md says what it measures.

Every model is measured in a process of its own, with all contenders in turns, and the memory of every contender in one
more. All use one OpenMP runtime, LLVM's, which is loaded before PyTorch's.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

import measure
import report

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELS = "bert-base,llama,vit-b-16,vgg16-bn,resnet18,resnet50,minilm,transformer-2,digits"


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", metavar="A,B", default=MODELS, help=f"default: {MODELS}")
    parser.add_argument("--contenders", default="", metavar="REGEX", help="default: all")
    parser.add_argument("--small", action="store_true", help="small sizes of all models")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--budget", type=float, default=30, metavar="SECONDS", help="for each contender of a model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--memory", default="", metavar="REGEX", help="contenders whose memory is measured; default: all"
    )
    parser.add_argument(
        "--json", type=pathlib.Path, metavar="FILE", help="where to write the results, beside what is there"
    )
    parser.add_argument(
        "--docs", type=pathlib.Path, metavar="FILE", help="where to put the tables, between its markers"
    )
    return parser.parse_args()


def get_environment(build, compiler, threads):
    version = (ROOT / "LLVM_VERSION").read_text().split(".")[0]
    prefix = subprocess.check_output([f"llvm-config-{version}", "--libdir"], text=True).strip()
    return {
        **os.environ,
        "LD_PRELOAD": f"{prefix}/libomp.so.5",
        "OMP_NUM_THREADS": str(threads),
        "LXT_MLIR_BUILD": str(compiler),
        "PYTHONPATH": str(ROOT / "python"),
        "TORCHINDUCTOR_CACHE_DIR": str(build / "bench/inductor"),
        "HF_HUB_OFFLINE": "1",
        "PYTHONWARNINGS": "ignore",
    }


def run_worker(environment, **task):
    """What the worker answers, or None where it broke down."""
    path = pathlib.Path(task["folder"]) / "task.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(task))
    answer = path.with_suffix(".answer")
    answer.unlink(missing_ok=True)
    status = subprocess.run([sys.executable, ROOT / "benchmarks/worker.py", path], env=environment).returncode
    if status:
        print(f"the process that measures {task['model']} ended with status {status}", file=sys.stderr)
    return None if status else json.loads(answer.read_text())


def run_model(model, options, environment, folder):
    task = {
        "model": model,
        "small": options.small,
        "threads": options.threads,
        "rounds": options.rounds,
        "budget": options.budget,
        "folder": str(folder),
    }
    load = os.getloadavg()[0]
    if load > 0.5:
        print("other work runs on this machine: times will say little", file=sys.stderr)
    answer = run_worker(environment, **task, what="time", contenders=options.contenders)
    if not answer:
        return None
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True).strip()
    answer.update(date=datetime.date.today().isoformat(), commit=commit, load=load)
    for name, row in answer["contenders"].items():
        if "median" in row and re.search(options.memory, name):
            memory = run_worker(environment, **task, what="memory", contenders=f"^{re.escape(name)}$")
            row.update({"failed": True} if memory is None else {"memory": memory})
    return answer


def start_results(options):
    """Results without models, or those of the file, where they were measured in the same way."""
    results = {"machine": measure.describe_machine(), "threads": options.threads, "small": options.small}
    if options.json and options.json.exists():
        old = json.loads(options.json.read_text())
        if {**old, "models": None} == {**results, "models": None}:
            return old
    return {**results, "models": {}}


def main():
    options = parse()
    build = (ROOT / os.environ.get("LXT_BUILD", "build")).resolve()
    compiler = pathlib.Path(os.environ.get("LXT_MLIR_BUILD", build))
    if not (compiler / "bin/lxt-compile").exists():
        sys.exit(f"{compiler} has no lxt-compile: build it, or set LXT_MLIR_BUILD to the build tree")
    environment = get_environment(build, compiler, options.threads)
    results = start_results(options)
    good = True
    for model in options.models.split(","):
        print(f"== {model}", file=sys.stderr)
        answer = run_model(model, options, environment, build / "bench" / ("small" if options.small else "full"))
        good = good and answer and not any(row.get("failed") for row in answer["contenders"].values())
        if answer:
            results["models"][model] = answer
            print(report.make_text({**results, "models": {model: answer}}), flush=True)
        if options.json:
            options.json.write_text(json.dumps(results, indent=1) + "\n")
    if options.docs:
        report.write_docs(options.docs, report.make_text(results))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
