package frame

import (
	"bytes"
	"errors"
	"hash/crc32"
	"testing"
)

func TestOf(t *testing.T) {
	key, payload := []byte("k"), []byte(`{"id":"i1"}`)
	raw := Of("items", key, payload)
	if got, err := Payload("items", key, raw); err != nil || !bytes.Equal(got, payload) {
		t.Fatalf("Payload = %q, %v", got, err)
	}
	if _, err := Payload("items", []byte("l"), raw); !errors.Is(err, ErrDamaged) {
		t.Errorf("under another key: %v, want damaged", err)
	}
	if _, err := Payload("events", key, raw); !errors.Is(err, ErrDamaged) {
		t.Errorf("in another bucket: %v, want damaged", err)
	}
	for i := range raw {
		for bit := range 8 {
			bad := bytes.Clone(raw)
			bad[i] ^= 1 << bit
			if got, err := Payload("items", key, bad); err == nil {
				t.Errorf("bit %d of byte %d flipped: read as %q", bit, i, got)
			}
		}
		if _, err := Payload("items", key, raw[:i]); err == nil {
			t.Errorf("cut to %d bytes: read", i)
		}
	}
}

func TestSumIsCastagnoliOverAllOfTheRecord(t *testing.T) {
	for _, bucket := range []string{"items", "deliveries", "x", ""} {
		whole := append([]byte(bucket), "key\x01payload"...)
		if got, want := Sum(bucket, []byte("key"), 1, []byte("payload")), crc32.Checksum(whole, crc32.MakeTable(crc32.Castagnoli)); got != want {
			t.Errorf("sum in %q = %08x, want %08x", bucket, got, want)
		}
	}
}

func FuzzPayload(f *testing.F) {
	f.Add([]byte("k"), Of("items", []byte("k"), []byte("{}")))
	f.Add([]byte{}, []byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, key, raw []byte) {
		payload, err := Payload("items", key, raw)
		if err == nil && !bytes.Equal(Of("items", key, payload)[1:], raw[1:]) && raw[0] == Schema {
			t.Errorf("%x was read as %x, which frames differently", raw, payload)
		}
	})
}
