"""Tunes the sentence model of models/ into a reader: a question and a passage in, the log odds that the passage answers out.

    pip install jax==0.8.1 onnx==1.23.2 tokenizers numpy
    npm run --silent train:pairs -- [--real FOLDER] > pairs.jsonl
    python bench/training/train_reader.py pairs.jsonl models/multilingual-e5-small-zh models/reader-zh [--from earlier.npz]

A line of the pairs: {"question": …, "right": [passages that answer], "wrong": [passages found that do not, nearest first]}; `right` is empty
where the documents do not answer. The loss is that of a choice among passages and none of them, as the judge's is; the lower layers stay
as they are, which halves the work and costs nothing on so few questions. Writes the model with 8-bit weights in the same graph, and
the weights beside the pairs (.npz), from which `--from` goes on. An hour for 3,000 questions on two cores.
"""

import argparse
import json
import pathlib
import random
import shutil
import time

import jax
import jax.numpy as jnp
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

LAYERS, HIDDEN, HEADS, EPSILON = 12, 384, 12, 1e-12
TUNED_FROM = 6  # layers below are left as they are
QUESTION_TOKENS, PAIR_TOKENS = 40, 112
QUESTIONS_A_STEP, PASSAGES_A_QUESTION = 10, 4
MATRICES = ("q", "k", "v", "attended", "inner", "outer")
NORMS = ("x1", "x2")


def read_model(folder):
    """Weights of the sentence model as float arrays, stacked by layer; its 4-bit word table made dense."""
    graph = onnx.load(folder / "onnx/model.onnx").graph
    raw = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    halves = raw["words"]
    blocks = np.stack([halves & 15, halves >> 4], 2).reshape(len(halves), -1, 32).astype(np.float32) - 8
    words = (blocks * raw["words.scale"][:, :, None]).reshape(len(halves), HIDDEN)

    def dense(name):
        return raw[f"{name}.w_quantized"].astype(np.float32) * raw[f"{name}.w_scale"]

    layers = {}
    for name in MATRICES:
        layers[f"{name}.w"] = np.stack([dense(f"l{i}.{name}") for i in range(LAYERS)])
        layers[f"{name}.b"] = np.stack([raw[f"l{i}.{name}.b"] for i in range(LAYERS)])
    for name in NORMS:
        for part in "wb":
            layers[f"{name}.{part}"] = np.stack([raw[f"l{i}.{name}.{part}"] for i in range(LAYERS)])
    first = {"words": words, "positions": raw["positions"], "w": raw["x.w"], "b": raw["x.b"]}
    return first, layers


def start_weights(layers, seed=0):
    draw = np.random.default_rng(seed).normal
    head = {
        "head.w": draw(size=(HIDDEN, HIDDEN)) * 0.05,
        "head.b": np.zeros(HIDDEN),
        "level.w": draw(size=HIDDEN) * 0.05,
        "level.b": np.zeros(()),
    }
    upper = {f"layer.{name}": value[TUNED_FROM:] for name, value in layers.items()}
    return {name: np.asarray(value, np.float32) for name, value in {**upper, **head}.items()}


def make_score(first, layers):
    lower = {name: jnp.asarray(value[:TUNED_FROM]) for name, value in layers.items()}
    first = {name: jnp.asarray(value) for name, value in first.items()}

    def normed(x, w, b):
        mean = x.mean(-1, keepdims=True)
        return (x - mean) * jax.lax.rsqrt(((x - mean) ** 2).mean(-1, keepdims=True) + EPSILON) * w + b

    def score(weights, ids, mask):
        batch, length = ids.shape
        hidden = (1 - mask[:, None, None, :]) * -1e9

        def layer(x, own):
            def heads(name):
                y = x @ own[f"{name}.w"] + own[f"{name}.b"]
                return y.reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)

            dots = heads("q") @ heads("k").transpose(0, 1, 3, 2) * (HIDDEN // HEADS) ** -0.5
            mixed = jax.nn.softmax(dots + hidden, -1) @ heads("v")
            mixed = mixed.transpose(0, 2, 1, 3).reshape(batch, length, HIDDEN)
            x = normed(x + mixed @ own["attended.w"] + own["attended.b"], own["x1.w"], own["x1.b"])
            inner = jax.nn.gelu(x @ own["inner.w"] + own["inner.b"], approximate=False)
            return normed(x + inner @ own["outer.w"] + own["outer.b"], own["x2.w"], own["x2.b"]), None

        x = normed(first["words"][ids] + first["positions"][:length], first["w"], first["b"])
        x = jax.lax.stop_gradient(jax.lax.scan(layer, x, lower)[0])
        upper = {name.removeprefix("layer."): v for name, v in weights.items() if name.startswith("layer.")}
        x, _ = jax.lax.scan(layer, x, upper)
        wide = mask[:, :, None]
        mean = (x * wide).sum(1) / wide.sum(1)
        return jnp.tanh(mean @ weights["head.w"] + weights["head.b"]) @ weights["level.w"] + weights["level.b"]

    return score


def read_pairs(file, tokenizer):
    """Questions as token numbers of their pairs; those with too few wrong passages are left out."""

    def encode(question, passage):
        ids = tokenizer.encode(f"query: {question}").ids[:-1][:QUESTION_TOKENS] + [2, 2]
        ids += tokenizer.encode(f"passage: {passage}").ids[1:]
        return ids if len(ids) <= PAIR_TOKENS else [*ids[: PAIR_TOKENS - 1], 2]

    questions = []
    for line in open(file, encoding="utf8"):
        one = json.loads(line)
        right = [encode(one["question"], each) for each in one["right"]]
        wrong = [encode(one["question"], each) for each in one["wrong"]]
        if len(wrong) >= PASSAGES_A_QUESTION:
            questions.append((right, wrong))
    return questions


def draw_passages(question, draw):
    """One right passage where there is one, and wrong ones, the nearest most often."""
    right, wrong = question
    count = PASSAGES_A_QUESTION - (1 if right else 0)
    taken = []
    while len(taken) < count:
        place = min(int(draw.expovariate(0.15)), len(wrong) - 1)
        if place not in taken:
            taken.append(place)
    return ([draw.choice(right)] if right else []) + [wrong[place] for place in taken]


def pad(rows):
    length = -(-max(map(len, rows)) // 16) * 16
    ids = np.ones((len(rows), length), np.int32)
    mask = np.zeros((len(rows), length), np.float32)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return ids, mask


def train(questions, weights, score, epochs, rate):
    def loss(weights, ids, mask, has):
        levels = score(weights, ids, mask).reshape(QUESTIONS_A_STEP, PASSAGES_A_QUESTION)
        with_none = jax.nn.log_softmax(jnp.concatenate([jnp.zeros((len(levels), 1)), levels], 1), 1)
        chosen = -jnp.where(has, with_none[:, 1] + 0.5 * jax.nn.log_softmax(levels, 1)[:, 0], with_none[:, 0])
        truth = jnp.zeros_like(levels).at[:, 0].set(has)
        odds = jnp.logaddexp(0, levels) - truth * levels
        return chosen.mean() + 0.2 * (odds[:, 0].mean() + odds[:, 1:].mean())

    @jax.jit
    def step(weights, first, second, t, rate, ids, mask, has):
        value, slope = jax.value_and_grad(loss)(weights, ids, mask, has)
        size = jnp.sqrt(sum((each**2).sum() for each in slope.values()))
        moved, firsts, seconds = {}, {}, {}
        for name, own in weights.items():
            pull = slope[name] * jnp.minimum(1, 1 / (size + 1e-6))
            firsts[name] = 0.9 * first[name] + 0.1 * pull
            seconds[name] = 0.999 * second[name] + 0.001 * pull**2
            pace = firsts[name] / (1 - 0.9**t) / (jnp.sqrt(seconds[name] / (1 - 0.999**t)) + 1e-8)
            moved[name] = own - rate * (1 if name.startswith("layer.") else 10) * pace
        return moved, firsts, seconds, value

    weights = {name: jnp.asarray(value) for name, value in weights.items()}
    first = {name: jnp.zeros_like(value) for name, value in weights.items()}
    second, draw, t, mean, began = dict(first), random.Random(1), 0, None, time.time()
    total = epochs * (len(questions) // QUESTIONS_A_STEP)
    for _ in range(epochs):
        draw.shuffle(questions)
        for group in groups_of_like_length(questions, draw):
            rows = [row for question in group for row in draw_passages(question, draw)]
            has = jnp.asarray([bool(right) for right, _ in group])
            t += 1
            now = rate * min(1, t / 20) * max(0.1, 1 - 0.9 * t / total)
            weights, first, second, value = step(weights, first, second, float(t), now, *pad(rows), has)
            mean = float(value) if mean is None else 0.95 * mean + 0.05 * float(value)
            if t % 10 == 0:
                print(f"{t}/{total} loss {mean:.3f} {time.time() - began:.0f} s", flush=True)
    return {name: np.asarray(value) for name, value in weights.items()}


def groups_of_like_length(questions, draw):
    """Steps whose pairs are about as long, so that little is spent on padding."""
    at_once = 16 * QUESTIONS_A_STEP
    for start in range(0, len(questions), at_once):
        some = sorted(questions[start : start + at_once], key=lambda each: max(map(len, each[1][:4])))
        steps = range(0, len(some) - QUESTIONS_A_STEP + 1, QUESTIONS_A_STEP)
        groups = [some[at : at + QUESTIONS_A_STEP] for at in steps]
        draw.shuffle(groups)
        yield from groups


def write_model(source, target, weights):
    """The sentence model's graph with the tuned weights, 8 bit by column, and the head behind it."""
    model = onnx.load(source / "onnx/model.onnx")
    graph = model.graph
    replaced = {}
    for name in MATRICES:
        for i in range(TUNED_FROM, LAYERS):
            matrix = weights[f"layer.{name}.w"][i - TUNED_FROM]
            scale = np.maximum(np.abs(matrix).max(0), 1e-9) / 127
            replaced[f"l{i}.{name}.w_quantized"] = np.round(matrix / scale).astype(np.int8)
            replaced[f"l{i}.{name}.w_scale"] = scale.astype(np.float32)
            replaced[f"l{i}.{name}.b"] = weights[f"layer.{name}.b"][i - TUNED_FROM]
    for name in NORMS:
        for part in "wb":
            for i in range(TUNED_FROM, LAYERS):
                replaced[f"l{i}.{name}.{part}"] = weights[f"layer.{name}.{part}"][i - TUNED_FROM]
    for each in graph.initializer:
        if each.name in replaced:
            each.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(replaced[each.name]), each.name))
    del graph.node[-1], graph.output[:]
    constants = {
        "head.w": weights["head.w"],
        "head.b": weights["head.b"],
        "level.w": weights["level.w"].reshape(-1, 1),
        "level.b": weights["level.b"].reshape(1),
        "axis.1": np.array([1], np.int64),
        "axis.2": np.array([2], np.int64),
    }
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    last = f"l{LAYERS - 1}.x2"
    for kind, inputs, output, options in [
        ("Unsqueeze", ["mask.float", "axis.2"], "mask.wide", {}),
        ("Mul", [last, "mask.wide"], "seen", {}),
        ("ReduceSum", ["seen", "axis.1"], "sum", {"keepdims": 0}),
        ("ReduceSum", ["mask.float", "axis.1"], "count", {"keepdims": 1}),
        ("Div", ["sum", "count"], "mean", {}),
        ("Gemm", ["mean", "head.w", "head.b"], "bent", {}),
        ("Tanh", ["bent"], "bent.tanh", {}),
        ("Gemm", ["bent.tanh", "level.w", "level.b"], "logits", {}),
    ]:
        graph.node.append(helper.make_node(kind, inputs, [output], **options))
    graph.output.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1]))
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(model, target / "onnx/model.onnx")
    for name in ("tokenizer.json", "LICENSE"):
        shutil.copy(source / name, target / name)
    config = json.loads((source / "tokenizer_config.json").read_text())
    (target / "tokenizer_config.json").write_text(json.dumps({**config, "model_max_length": PAIR_TOKENS}, indent=1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--from", dest="start", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=6e-5)
    given = parser.parse_args()
    questions = read_pairs(given.pairs, Tokenizer.from_file(str(given.source / "tokenizer.json")))
    first, layers = read_model(given.source)
    weights = dict(np.load(given.start)) if given.start else start_weights(layers)
    print(f"{len(questions)} questions", flush=True)
    weights = train(questions, weights, make_score(first, layers), given.epochs, given.rate)
    write_model(given.source, given.target, weights)
    np.savez(given.pairs.with_suffix(".npz"), **weights)


if __name__ == "__main__":
    main()
