package main

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
)

// A protobuf message as its fields: the few that this client reads need no generated classes.
type message []field

type field struct {
	number  protowire.Number
	integer uint64
	bytes   []byte
}

func parse(b []byte) (message, error) {
	var m message
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return nil, protowire.ParseError(n)
		}
		b = b[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.integer, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(b)
		default:
			n = protowire.ConsumeFieldValue(number, kind, b)
		}
		if n < 0 {
			return nil, fmt.Errorf("field %d: %w", number, protowire.ParseError(n))
		}
		b = b[n:]
		m = append(m, f)
	}
	return m, nil
}

// The last occurrence counts, as in every protobuf reader.
func (m message) last(number protowire.Number) (field, bool) {
	for i := len(m) - 1; i >= 0; i-- {
		if m[i].number == number {
			return m[i], true
		}
	}
	return field{}, false
}

func (m message) has(number protowire.Number) bool {
	_, ok := m.last(number)
	return ok
}

func (m message) integer(number protowire.Number) uint64 {
	f, _ := m.last(number)
	return f.integer
}

func (m message) text(number protowire.Number) string {
	f, _ := m.last(number)
	return string(f.bytes)
}

func (m message) bytes(number protowire.Number) []byte {
	f, _ := m.last(number)
	return f.bytes
}

func (m message) nested(number protowire.Number) message {
	f, _ := m.last(number)
	n, err := parse(f.bytes)
	if err != nil {
		return nil
	}
	return n
}

func (m message) all(number protowire.Number) []message {
	var all []message
	for _, f := range m {
		if f.number == number {
			if n, err := parse(f.bytes); err == nil {
				all = append(all, n)
			}
		}
	}
	return all
}

func integer(number protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, number, protowire.VarintType), value)
}

func flag(number protowire.Number, value bool) []byte {
	return integer(number, protowire.EncodeBool(value))
}

func text(number protowire.Number, value string) []byte {
	return data(number, []byte(value))
}

func data(number protowire.Number, value []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), value)
}

func nested(number protowire.Number, fields ...[]byte) []byte {
	var b []byte
	for _, f := range fields {
		b = append(b, f...)
	}
	return data(number, b)
}
