"""Results as text: a table for every model, and what was to be reached.

usage: report.py RESULTS.json [FILE.md]     (prints the tables, or puts them between the file's markers)
"""

import json
import pathlib
import re
import sys

from goals import GOALS

BEGIN, END = "<!-- results: made by benchmarks/run.sh -->", "<!-- end -->"
COLUMNS = (
    "",
    "median, ms",
    "quartiles",
    "of PyTorch's forward",
    "against ours",
    "% of peak",
    "memory, MiB",
    "compiled in, s",
    "size, MiB",
    "agrees to",
)


def make_table(columns, rows):
    """A Markdown table; columns without any content are left out."""
    used = [i for i in range(len(columns)) if i == 0 or any(row[i] for row in rows)]
    lines = [[columns[i] for i in used], ["---" for _ in used], *([row[i] for i in used] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def number(value, digits=3):
    """So many digits that count; nothing for None."""
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 10 ** (digits - 1) else f"{value:.{digits}g}"


def quotient(rows, rival, ours, column="median"):
    """Of two contenders' results, or None."""
    values = [rows.get(name, {}).get(column) for name in (rival, ours)]
    return values[0] / values[1] if all(values) else None


def describe(name, rows):
    row = rows[name]
    note = f" ({row['note']})" if row["note"] else ""
    peak = row.get("peak")
    slower = None if row["ours"] else quotient(rows, name, row.get("compared"))
    return [
        (f"**{name}**" if row["ours"] else name) + note,
        number(row.get("median")),
        f"{number(row['low'])} – {number(row['high'])}" if "low" in row else "",
        number(quotient(rows, name, "PyTorch forward")),
        number(slower),
        number(peak and 100 * peak, 2),
        number(row.get("memory")),
        number(row.get("compile"), 2),
        number(row.get("size")),
        f"{row['error']:.0e}" if "error" in row else "",
    ]


def evaluate(goal, rows):
    """What was reached, or None where it was not measured."""
    ours, *rivals = (rows.get(name, {}).get(goal.column) for name in (goal.ours, *goal.rivals))
    if not goal.rivals:
        return ours
    rivals = [value for value in rivals if value]
    return min(rivals) / ours if ours and rivals else None


def make_goals(models):
    rows = []
    for goal in GOALS:
        for model in goal.models:
            if model in models:
                value = evaluate(goal, models[model]["contenders"])
                reached = [
                    value is not None and (value >= limit if goal.aim > goal.least else value <= limit)
                    for limit in (goal.least, goal.aim)
                ]
                state = "not measured" if value is None else ("no", "yes", "aim")[sum(reached)]
                rows.append([goal.text, model, number(value), number(goal.least), number(goal.aim), state])
    return make_table(["against", "model", "ours", "at least", "aim", "reached"], rows)


def make_text(results):
    machine, models = results["machine"], results["models"]
    peak = max(model["gflops_peak"] for model in models.values())
    parts = [
        f"{machine['cpu']}, {results['threads']} threads, {machine['vectors']}, {peak:.0f} GFLOP/s at the peak.\n",
        make_goals(models),
    ]
    for name, model in models.items():
        rows, flops = model["contenders"], model["flops"]
        parts.append(
            f"### {name}\n\nInput {'x'.join(map(str, model['input']))}, weights {number(model['weights'])} MiB, "
            f"{number(1e-9 * flops['forward'])} GFLOP forward, {number(1e-9 * flops['gradient'])} with the gradient. "
            f"Measured on {model['date']} at commit {model['commit']}; load before: {model['load']:.1f}.\n"
        )
        parts.append(make_table(COLUMNS, [describe(contender, rows) for contender in rows]))
    return "\n".join(parts)


def write_docs(path, text):
    """Puts the text between the markers of a document."""
    old = path.read_text()
    if BEGIN not in old:
        raise SystemExit(f"{path} has no line {BEGIN}")
    path.write_text(re.sub(f"({BEGIN}\n).*?({END})", lambda match: f"{match[1]}{text}{match[2]}", old, flags=re.DOTALL))


def main(results, docs=None):
    text = make_text(json.loads(pathlib.Path(results).read_text()))
    if docs:
        write_docs(pathlib.Path(docs), text)
    else:
        print(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
