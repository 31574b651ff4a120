// Package copies keeps what publishers served, byte for byte, as evidence: one
// compressed file per page, named by the SHA-256 of its bytes, so that the same
// page is kept once. Start with New and Store.Put.
//
// A copy is on disk, whole, before Put returns: the database may then name it.
// Get checks what it reads against the name and never hands out a damaged copy.
// Which copies are named is known to the database; Sweep asks.
package copies

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/regwire/regwire/feeds"
)

var (
	// ErrNotFound says that no copy has this fingerprint.
	ErrNotFound = errors.New("no copy of this fingerprint")
	// ErrDamaged says that a copy does not hold what its name says.
	ErrDamaged = errors.New("the copy is damaged")
)

// maxSize is the most that a copy may expand to: above every cap of fetching.
const maxSize = 64 << 20

// extension of the files: one line of JSON, then the page, compressed together.
const extension = ".zst"

// Meta says where and when a page was served. It is that of the first time.
type Meta struct {
	URL    string              `json:"url"`
	Status int                 `json:"status,omitempty"`
	Header map[string][]string `json:"header,omitempty"` // only fields that say something about the page
	At     time.Time           `json:"at"`
}

// kept are the header fields that say something about the page. Cookies and the
// like are not evidence and may be secret.
var kept = map[string]bool{
	"content-type": true, "content-language": true, "content-disposition": true, "content-location": true,
	"date": true, "last-modified": true, "etag": true, "age": true, "server": true, "cache-control": true,
}

// Store is a folder of copies. It is safe for use by several goroutines.
type Store struct {
	dir    string
	writer *zstd.Encoder
	reader *zstd.Decoder
}

// New opens the folder and creates it when there is none.
func New(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create folder of copies: %w", err)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("prepare compression: %w", err)
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxSize+1<<20))
	if err != nil {
		return nil, fmt.Errorf("prepare compression: %w", err)
	}
	return &Store{dir: dir, writer: w, reader: r}, nil
}

// Fingerprint is the name of a page: the SHA-256 of its bytes in hexadecimal.
func Fingerprint(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func (s *Store) path(fingerprint string) (string, error) {
	if b, err := hex.DecodeString(fingerprint); err != nil || len(b) != sha256.Size || fingerprint != strings.ToLower(fingerprint) {
		return "", fmt.Errorf("%q: %w", fingerprint, ErrNotFound)
	}
	return filepath.Join(s.dir, fingerprint[:2], fingerprint+extension), nil
}

// Put keeps the page and returns its fingerprint; feeds.ErrFull when the disk is full.
// A page that is kept already is marked as of now, so that a sweep under way leaves it
// alone.
func (s *Store) Put(raw []byte, meta Meta) (string, error) {
	if len(raw) > maxSize {
		return "", fmt.Errorf("keep copy of %s: %d bytes are more than the %d that a copy may have", meta.URL, len(raw), maxSize)
	}
	fingerprint := Fingerprint(raw)
	path, err := s.path(fingerprint)
	if err != nil {
		return "", err
	}
	now := time.Now()
	if err := os.Chtimes(path, now, now); err == nil {
		if _, _, err := s.Get(fingerprint); err == nil {
			return fingerprint, nil
		}
	}
	file, err := s.encode(raw, meta)
	if err != nil {
		return "", fmt.Errorf("keep copy of %s: %w", meta.URL, err)
	}
	err = s.write(path, file)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = fmt.Errorf("%w: %w", feeds.ErrFull, err)
	}
	if err != nil {
		return "", fmt.Errorf("keep copy of %s: %w", meta.URL, err)
	}
	return fingerprint, nil
}

// Keep keeps the bytes of a document as its publisher sent them.
func (s *Store) Keep(d feeds.Document) (fingerprint string, err error) {
	url := d.URL
	if url == "" {
		url = d.Request.URL
	}
	return s.Put(d.Raw, Meta{URL: url, Status: d.Status, Header: d.Header, At: d.At})
}

func (s *Store) encode(raw []byte, meta Meta) ([]byte, error) {
	header := map[string][]string{}
	for name, values := range meta.Header {
		if kept[strings.ToLower(name)] {
			header[name] = values
		}
	}
	meta.Header = header
	line, err := json.Marshal(meta)
	if err != nil {
		return nil, err
	}
	return s.writer.EncodeAll(append(append(line, '\n'), raw...), nil), nil
}

// write puts a whole file into place: under another name, synced, renamed, and
// the folders synced, so that a power cut leaves the copy or nothing.
func (s *Store) write(path string, content []byte) error {
	dir := filepath.Dir(path)
	if err := os.Mkdir(dir, 0o700); err == nil {
		if err := syncDir(s.dir); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	tmp, err := os.CreateTemp(dir, "new*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(content)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get gives the page as it was served, with where and when.
func (s *Store) Get(fingerprint string) ([]byte, Meta, error) {
	path, err := s.path(fingerprint)
	if err != nil {
		return nil, Meta{}, err
	}
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Meta{}, fmt.Errorf("%s: %w", fingerprint, ErrNotFound)
	}
	if err != nil {
		return nil, Meta{}, fmt.Errorf("read copy: %w", err)
	}
	plain, err := s.reader.DecodeAll(file, nil)
	if err != nil {
		return nil, Meta{}, fmt.Errorf("%s: %w: %w", fingerprint, ErrDamaged, err)
	}
	line, raw, ok := bytes.Cut(plain, []byte("\n"))
	var meta Meta
	if !ok || json.Unmarshal(line, &meta) != nil || Fingerprint(raw) != fingerprint {
		return nil, Meta{}, fmt.Errorf("%s: %w", fingerprint, ErrDamaged)
	}
	return raw, meta, nil
}

// Sweep removes copies, and leavings of writes that were cut short, that are
// older than the age and that named does not know. A copy is put before the
// record that names it, so the age must be longer than that takes.
func (s *Store) Sweep(named func(fingerprint string) bool, olderThan time.Duration) (removed int, err error) {
	limit := time.Now().Add(-olderThan)
	err = s.walk(func(path string, info fs.FileInfo) error {
		name, isCopy := strings.CutSuffix(filepath.Base(path), extension)
		if !info.ModTime().Before(limit) || isCopy && named(name) {
			return nil
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		removed++
		return nil
	})
	return removed, err
}

func (s *Store) walk(f func(path string, info fs.FileInfo) error) error {
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) { // a write that was just renamed
			return nil
		}
		if err != nil {
			return err
		}
		return f(path, info)
	})
	if err != nil {
		return fmt.Errorf("go through the copies in %s: %w", s.dir, err)
	}
	return nil
}
