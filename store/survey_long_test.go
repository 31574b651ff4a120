package store

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A length that is wrong may end in memory that is there, and lead over a hole: nothing
// is read of it.
func TestARecordLongerThanItsFileIsAFault(t *testing.T) {
	dir := t.TempDir()
	s := OpenChecked(t, dir, Options{})
	if first, err := s.Seen(t.Context(), "a", s.now().AddDate(1, 0, 0)); !first || err != nil {
		t.Fatal(first, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Every element that holds the request's time: flags, place, length of key and of value.
	want := append(binary.LittleEndian.AppendUint32(nil, 17), 8, 0, 0, 0)
	if !bytes.Contains(raw, want) {
		t.Fatal("no such record")
	}
	raw = bytes.ReplaceAll(raw, want, append(binary.LittleEndian.AppendUint32(nil, 17), 0, 0, 0, 8))
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Look(path)
	if err != nil || len(got.Faults) == 0 || !strings.Contains(got.Faults[0], "bucket requests is longer than the file") {
		t.Errorf("%+v, %v", got, err)
	}
}
