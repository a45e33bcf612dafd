/** Writes the few ONNX messages that a network needs (field numbers from onnx.proto, ONNX 1.x). */
import { PbfWriter } from 'pbf';

export type AttributeValue = number | readonly number[];

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers only. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Its kind of array is the tensor's element type. */
  readonly values: Float32Array | Uint8Array | Int8Array | Int32Array;
}

/** `shape` holds a name where the length is free. */
export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly input: OnnxValue;
  readonly outputs: readonly OnnxValue[];
}

/** TensorProto.DataType */
const elementTypes = { float: 1, uint8: 2, int8: 3, int32: 6 } as const;
/** AttributeProto.AttributeType */
const attributeTypes = { int: 2, ints: 7 } as const;
/** Operator set 17 and its file version: all that is used here is older, and every current runtime reads it. */
const operatorSetVersion = 17;
const irVersion = 8;

/** Encodes a graph as the bytes of an `.onnx` file. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  // Room from the start: growing step by step would copy the weights several times.
  const tensorBytes = graph.tensors.reduce((sum, tensor) => sum + tensor.values.byteLength + 256, 0);
  const writer = new PbfWriter(new Uint8Array(tensorBytes + (1 << 20)));
  writer.writeVarintField(1, irVersion);
  writer.writeStringField(2, 'twinset');
  writer.writeMessage(7, writeGraph, graph);
  writer.writeMessage(8, writeOperatorSet, operatorSetVersion);
  return writer.finish();
}

function writeOperatorSet(version: number, writer: PbfWriter): void {
  writer.writeStringField(1, '');
  writer.writeVarintField(2, version);
}

function writeGraph(graph: OnnxGraph, writer: PbfWriter): void {
  for (const node of graph.nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, graph.name);
  for (const tensor of graph.tensors) writer.writeMessage(5, writeTensor, tensor);
  writer.writeMessage(11, writeValue, graph.input);
  for (const output of graph.outputs) writer.writeMessage(12, writeValue, output);
}

function writeNode(node: OnnxNode, writer: PbfWriter): void {
  for (const input of node.inputs) writer.writeStringField(1, input);
  for (const output of node.outputs) writer.writeStringField(2, output);
  writer.writeStringField(4, node.operator);
  for (const attribute of Object.entries(node.attributes ?? {}))
    writer.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: [string, AttributeValue], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  if (typeof value === 'number') {
    writer.writeVarintField(3, value);
    writer.writeVarintField(20, attributeTypes.int);
    return;
  }
  for (const item of value) writer.writeVarintField(8, item);
  writer.writeVarintField(20, attributeTypes.ints);
}

function writeTensor({ name, shape, values }: OnnxTensor, writer: PbfWriter): void {
  for (const length of shape) writer.writeVarintField(1, length);
  writer.writeVarintField(2, elementTypes[elementTypeOf(values)]);
  writer.writeStringField(8, name);
  // Raw tensor data is little-endian, as is every machine that Node and the runtime support.
  writer.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function elementTypeOf(values: OnnxTensor['values']): keyof typeof elementTypes {
  if (values instanceof Float32Array) return 'float';
  if (values instanceof Int32Array) return 'int32';
  return values instanceof Int8Array ? 'int8' : 'uint8';
}

function writeValue({ name, type, shape }: OnnxValue, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, { type, shape });
}

function writeType(value: Pick<OnnxValue, 'type' | 'shape'>, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, value);
}

function writeTensorType({ type, shape }: Pick<OnnxValue, 'type' | 'shape'>, writer: PbfWriter): void {
  writer.writeVarintField(1, elementTypes[type]);
  writer.writeMessage(2, writeShape, shape);
}

function writeShape(shape: OnnxValue['shape'], writer: PbfWriter): void {
  for (const length of shape) writer.writeMessage(1, writeDimension, length);
}

function writeDimension(length: number | string, writer: PbfWriter): void {
  if (typeof length === 'number') writer.writeVarintField(1, length);
  else writer.writeStringField(2, length);
}
