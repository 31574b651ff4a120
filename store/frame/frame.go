// Package frame puts a checksum before each record of the database and looks at
// it when the record is read. Start with Of and Payload.
//
//	byte 0     schema number of the record
//	byte 1-4   CRC-32C, big endian, over bucket name, key, schema number and payload
//	byte 5-    payload
//
// bbolt has no checksum on its data pages, so a flipped bit or a page that was
// written to the wrong place would otherwise be served as truth. The key is in
// the checksum so that a good record at the wrong place is found out too. What to
// do about a damaged record is left to who reads it.
package frame

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

const (
	// Schema is the number that records are written with.
	Schema = 1
	// Size is how many bytes stand before the payload.
	Size = 5
)

// ErrDamaged marks a record whose checksum does not hold.
var ErrDamaged = errors.New("record is damaged")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Of gives the record of the key, in memory of its own.
func Of[B ~string, P ~[]byte | ~string](bucket B, key []byte, payload P) []byte {
	raw := make([]byte, Size+len(payload))
	raw[0] = Schema
	copy(raw[Size:], payload)
	binary.BigEndian.PutUint32(raw[1:], Sum(bucket, key, Schema, raw[Size:]))
	return raw
}

// Payload gives what the record holds, which lives as long as raw does.
func Payload[B ~string](bucket B, key, raw []byte) ([]byte, error) {
	if len(raw) < Size || binary.BigEndian.Uint32(raw[1:]) != Sum(bucket, key, raw[0], raw[Size:]) {
		return nil, ErrDamaged
	}
	if raw[0] > Schema {
		return nil, fmt.Errorf("record of schema %d is newer than this program reads (%d)", raw[0], Schema)
	}
	return raw[Size:], nil
}

// Sum is the checksum alone, for records that keep it in a place of their own.
func Sum[B ~string](bucket B, key []byte, schema byte, payload []byte) uint32 {
	sum := crc32.Update(sumName(string(bucket)), castagnoli, key)
	sum = ^(castagnoli[byte(^sum)^schema] ^ ^sum>>8)
	return crc32.Update(sum, castagnoli, payload)
}

// sumName is the checksum of a bucket's name, byte by byte: package crc32 takes slices
// only, and would have one made for each record.
func sumName(name string) uint32 {
	sum := ^uint32(0)
	for i := range len(name) {
		sum = castagnoli[byte(sum)^name[i]] ^ sum>>8
	}
	return ^sum
}
