"""Tunes the sentence model of models/ into a reader: a question and a passage in, the log odds that the passage answers out.

    pip install torch onnx==1.23.2 onnxruntime tokenizers
    npm run --silent train:pairs -- [--real FOLDER] > pairs.jsonl
    python bench/training/train_reader.py pairs.jsonl models/multilingual-e5-small-zh models/reader-zh [--from earlier.npz]

A line of the pairs: {"question": …, "right": [passages that answer], "wrong": [passages found that do not, nearest first]}; `right` is empty
where the documents do not answer. The loss is that of a choice among passages and none of them, as the judge's is. The lower layers stay
as they are and run in 8 bits, as they will when it reads. Writes the model with 8-bit weights in the same graph, and the weights beside the
pairs (.npz), from which `--from` goes on.
"""

import argparse
import json
import pathlib
import random
import shutil
import time

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

LAYERS, HIDDEN, HEADS, INNER, EPSILON = 12, 384, 12, 1536, 1e-12
TUNED_FROM = 6  # layers below are left as they are
QUESTION_TOKENS, PAIR_TOKENS = 40, 112
QUESTIONS_A_STEP, PASSAGES_A_QUESTION = 10, 4
DROPOUT = 0.0
MATRICES = ("q", "k", "v", "attended", "inner", "outer")
NORMS = ("x1", "x2")


def lower_layers(source, threads):
    """The layers that stay as they are, as a session: ids and mask in, states out."""
    model = onnx.load(source / "onnx/model.onnx")
    ids, mask = (each.name for each in model.graph.input)
    del model.graph.output[:]
    shape = ["batch", "tokens", HIDDEN]
    model.graph.output.append(helper.make_tensor_value_info(f"l{TUNED_FROM - 1}.x2", TensorProto.FLOAT, shape))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    return lambda rows, seen: session.run(None, {ids: rows.astype(np.int64), mask: seen.astype(np.int64)})[0]


class Reader(nn.Module):
    """Upper layers and head: states of the lower ones in, a level for every pair out."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                HIDDEN, HEADS, INNER, DROPOUT, "gelu", layer_norm_eps=EPSILON, batch_first=True
            )
            for _ in range(TUNED_FROM, LAYERS)
        )
        self.head, self.level = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)
        nn.init.normal_(self.head.weight, std=0.05)
        nn.init.zeros_(self.head.bias)
        nn.init.normal_(self.level.weight, std=0.05)
        nn.init.zeros_(self.level.bias)

    def forward(self, states, seen):
        for layer in self.layers:
            states = layer(states, src_key_padding_mask=~seen)
        wide = seen.unsqueeze(2).to(states.dtype)
        mean = (states * wide).sum(1) / wide.sum(1)
        return self.level(torch.tanh(self.head(mean))).squeeze(1)


def weights_of_model(source):
    """Weights of the sentence model's upper layers, by name, as float arrays."""
    raw = {each.name: numpy_helper.to_array(each) for each in onnx.load(source / "onnx/model.onnx").graph.initializer}
    tuned = range(TUNED_FROM, LAYERS)
    weights = {}
    for name in MATRICES:
        dense = [raw[f"l{i}.{name}.w_quantized"].astype(np.float32) * raw[f"l{i}.{name}.w_scale"] for i in tuned]
        weights[f"layer.{name}.w"] = np.stack(dense)
        weights[f"layer.{name}.b"] = np.stack([raw[f"l{i}.{name}.b"] for i in tuned])
    for name in NORMS:
        for part in "wb":
            weights[f"layer.{name}.{part}"] = np.stack([raw[f"l{i}.{name}.{part}"] for i in tuned])
    return weights


def parameters(reader):
    """Pairs of a name in the weights and the place in the reader; matrices stand transposed there."""
    for i, layer in enumerate(reader.layers):
        attention = layer.self_attn
        for j, name in enumerate("qkv"):
            yield f"layer.{name}.w", i, attention.in_proj_weight, slice(j * HIDDEN, (j + 1) * HIDDEN)
            yield f"layer.{name}.b", i, attention.in_proj_bias, slice(j * HIDDEN, (j + 1) * HIDDEN)
        for name, part in [
            ("attended", attention.out_proj),
            ("inner", layer.linear1),
            ("outer", layer.linear2),
            ("x1", layer.norm1),
            ("x2", layer.norm2),
        ]:
            yield f"layer.{name}.w", i, part.weight, slice(None)
            yield f"layer.{name}.b", i, part.bias, slice(None)
    for name, part in [("head", reader.head), ("level", reader.level)]:
        yield f"{name}.w", None, part.weight, slice(None)
        yield f"{name}.b", None, part.bias, slice(None)


@torch.no_grad()
def load_weights(reader, weights):
    for name, layer, parameter, rows in parameters(reader):
        if name in weights:
            value = torch.as_tensor(weights[name] if layer is None else weights[name][layer]).float()
            own = parameter[rows]
            own.copy_((value.T if value.dim() == 2 else value).reshape(own.shape))


@torch.no_grad()
def take_weights(reader):
    stacked = {}
    for name, layer, parameter, rows in parameters(reader):
        value = parameter[rows].numpy().copy()
        value = value.T if value.ndim == 2 else value
        stacked.setdefault(name, []).append(value)
        if layer is None:
            stacked[name] = value
    return {name: np.stack(value) if isinstance(value, list) else value for name, value in stacked.items()}


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
        place = min(int(draw.expovariate(0.25)), len(wrong) - 1)
        if place not in taken:
            taken.append(place)
    return ([draw.choice(right)] if right else []) + [wrong[place] for place in taken]


def pad(rows):
    length = max(map(len, rows))
    ids = np.ones((len(rows), length), np.int64)
    seen = np.zeros((len(rows), length), bool)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        seen[i, : len(row)] = True
    return ids, seen


def loss_of(levels, has):
    levels = levels.view(-1, PASSAGES_A_QUESTION)
    with_none = F.log_softmax(F.pad(levels, (1, 0)), 1)
    chosen = -torch.where(has, with_none[:, 1] + 0.5 * F.log_softmax(levels, 1)[:, 0], with_none[:, 0])
    truth = torch.zeros_like(levels)
    truth[:, 0] = has.float()
    odds = F.binary_cross_entropy_with_logits(levels, truth, reduction="none")
    return chosen.mean() + 0.2 * (odds[:, 0].mean() + odds[:, 1:].mean())


def train(questions, reader, lower, epochs, rate):
    heads = [each for name, each in reader.named_parameters() if not name.startswith("layers.")]
    optimizer = torch.optim.AdamW(
        [{"params": reader.layers.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}],
        weight_decay=0.01,
    )
    total = epochs * (len(questions) // QUESTIONS_A_STEP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda t: min(1, (t + 1) / 20) * max(0.05, 1 - 0.95 * t / total)
    )
    draw, t, mean, began = random.Random(1), 0, None, time.time()
    reader.train()
    for _ in range(epochs):
        draw.shuffle(questions)
        for group in groups_of_like_length(questions, draw):
            ids, seen = pad([row for question in group for row in draw_passages(question, draw)])
            has = torch.tensor([bool(right) for right, _ in group])
            states = torch.from_numpy(lower(ids, seen))
            value = loss_of(reader(states, torch.from_numpy(seen)), has)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            t += 1
            mean = value.item() if mean is None else 0.97 * mean + 0.03 * value.item()
            if t % 20 == 0:
                print(f"{t}/{total} loss {mean:.3f} {time.time() - began:.0f} s", flush=True)
    reader.eval()


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
    torch.manual_seed(0)
    questions = read_pairs(given.pairs, Tokenizer.from_file(str(given.source / "tokenizer.json")))
    reader = Reader()
    load_weights(reader, dict(np.load(given.start)) if given.start else weights_of_model(given.source))
    print(f"{len(questions)} questions", flush=True)
    train(questions, reader, lower_layers(given.source, torch.get_num_threads()), given.epochs, given.rate)
    weights = take_weights(reader)
    write_model(given.source, given.target, weights)
    np.savez(given.pairs.with_suffix(".npz"), **weights)


if __name__ == "__main__":
    main()
