package copies

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func newStore(t *testing.T) *Store {
	t.Helper()
	s, err := New(filepath.Join(t.TempDir(), "copies"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fingerprints are those of all copies, in order.
func fingerprints(t *testing.T, s *Store) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir, "*", "*"+extension))
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		files[i] = strings.TrimSuffix(filepath.Base(files[i]), extension)
	}
	slices.Sort(files)
	return files
}

func put(t *testing.T, s *Store, raw string) string {
	t.Helper()
	print, err := s.Put([]byte(raw), Meta{URL: "https://cac.example/1", Status: 200, At: time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return print
}

func TestPutThenGet(t *testing.T) {
	tests := []struct {
		name string
		raw  []byte
	}{
		{"page", []byte("<html>国家互联网信息办公室</html>")},
		{"empty", nil},
		{"starts with a line break", []byte("\n{}\n")},
		{"not UTF-8", []byte{0xb9, 0xfa, 0xbc, 0xd2, 0xff, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t)
			meta := Meta{
				URL: "https://cac.example/1", Status: 200, At: time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC),
				Header: map[string][]string{"Content-Type": {"text/html"}, "Set-Cookie": {"session=1"}},
			}
			print, err := s.Put(tt.raw, meta)
			if err != nil {
				t.Fatal(err)
			}
			if want := Fingerprint(tt.raw); print != want {
				t.Errorf("fingerprint %s, want %s", print, want)
			}
			raw, got, err := s.Get(print)
			if err != nil || !bytes.Equal(raw, tt.raw) {
				t.Errorf("Get = %q, %v; want %q", raw, err, tt.raw)
			}
			if got.URL != meta.URL || got.Status != 200 || !got.At.Equal(meta.At) || len(got.Header) != 1 {
				t.Errorf("meta = %+v; want it as put, without the cookie", got)
			}
		})
	}
}

func TestKeepTakesTheBytesAsServed(t *testing.T) {
	s := newStore(t)
	at := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	d := feeds.Document{Request: feeds.Request{URL: "https://cac.example/1"}, Status: 404, At: at, Raw: []byte{0xb9, 0xfa}, Body: []byte("国")}
	print, err := s.Keep(d)
	if err != nil {
		t.Fatal(err)
	}
	raw, meta, err := s.Get(print)
	if err != nil || !bytes.Equal(raw, d.Raw) || meta.URL != "https://cac.example/1" || meta.Status != 404 || !meta.At.Equal(at) {
		t.Errorf("Get = %x, %+v, %v; want the raw bytes, where and when", raw, meta, err)
	}
}

func TestSamePageIsKeptOnce(t *testing.T) {
	s := newStore(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { put(t, s, "the same") })
	}
	wg.Wait()
	if all := fingerprints(t, s); len(all) != 1 {
		t.Errorf("%d copies, want 1", len(all))
	}
}

func TestDamagedCopyIsNotServedAndIsReplaced(t *testing.T) {
	s := newStore(t)
	print := put(t, s, "page")
	other := put(t, s, "another page")
	path, _ := s.path(print)
	for name, damage := range map[string]func() error{
		"cut short":         func() error { return os.Truncate(path, 10) },
		"of another page":   func() error { from, _ := s.path(other); b, _ := os.ReadFile(from); return os.WriteFile(path, b, 0o600) },
		"not compressed":    func() error { return os.WriteFile(path, []byte("{}\npage"), 0o600) },
		"empty, power loss": func() error { return os.Truncate(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := damage(); err != nil {
				t.Fatal(err)
			}
			if raw, _, err := s.Get(print); !errors.Is(err, ErrDamaged) {
				t.Errorf("Get = %q, %v; want ErrDamaged", raw, err)
			}
			if again := put(t, s, "page"); again != print {
				t.Errorf("fingerprint %s, want %s", again, print)
			}
			if raw, _, err := s.Get(print); err != nil || string(raw) != "page" {
				t.Errorf("after another Put: %q, %v", raw, err)
			}
		})
	}
}

func TestGetRefusesWhatIsNoFingerprint(t *testing.T) {
	s := newStore(t)
	for _, name := range []string{"", "..", "../../etc/passwd", "abc", Fingerprint(nil)[:63] + "G", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"} {
		if _, _, err := s.Get(name); !errors.Is(err, ErrNotFound) {
			t.Errorf("Get(%q): %v, want ErrNotFound", name, err)
		}
	}
}

func TestSweep(t *testing.T) {
	s := newStore(t)
	named, old, young := put(t, s, "named"), put(t, s, "old"), put(t, s, "young")
	past := time.Now().Add(-48 * time.Hour)
	leaving := filepath.Join(s.dir, named[:2], "new123")
	if err := os.WriteFile(leaving, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, print := range []string{named, old} {
		path, _ := s.path(print)
		if err := os.Chtimes(path, past, past); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(leaving, past, past); err != nil {
		t.Fatal(err)
	}
	n, err := s.Sweep(func(p string) bool { return p == named }, 24*time.Hour)
	if err != nil || n != 2 {
		t.Errorf("Sweep removed %d, %v; want 2", n, err)
	}
	want := []string{named, young}
	slices.Sort(want)
	if left := fingerprints(t, s); !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
}

func TestPutKeepsAnOldCopyFromTheSweep(t *testing.T) {
	s := newStore(t)
	print := put(t, s, "page")
	path, _ := s.path(print)
	past := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
	put(t, s, "page")
	if n, err := s.Sweep(func(string) bool { return false }, 24*time.Hour); err != nil || n != 0 {
		t.Errorf("Sweep removed %d, %v; want none", n, err)
	}
}
