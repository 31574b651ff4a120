package attach

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// The limits of a ZIP, in which DOCX and XLSX come.
const (
	maxEntries  = 1_000
	maxExpanded = 50 << 20
)

var (
	errEntries  = fmt.Errorf("the archive holds more than %d entries", maxEntries)
	errExpanded = fmt.Errorf("the archive expands to more than %d MiB", maxExpanded>>20)
	errPassword = errors.New("the file has a password")
)

// archive is a ZIP whose entries together expand to no more than the limit. What
// an entry's header says of its size is not believed.
type archive struct {
	zip  *zip.Reader
	left int64
}

func openArchive(raw []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, errBroken
	}
	if len(z.File) > maxEntries {
		return nil, errEntries
	}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, errPassword
		}
	}
	return &archive{zip: z, left: maxExpanded}, nil
}

// main expands the main part of a package of that kind.
func (a *archive) main(k kind) ([]byte, error) {
	for _, p := range parts {
		for _, f := range a.zip.File {
			if p.kind == k && p.name.MatchString(f.Name) {
				return a.expand(f)
			}
		}
	}
	return nil, errBroken
}

// part is another part of a package, nil where it has none.
func (a *archive) part(name string) []byte {
	for _, f := range a.zip.File {
		if f.Name == name {
			raw, _ := a.expand(f) // a document is worth reading without it
			return raw
		}
	}
	return nil
}

func (a *archive) expand(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errBroken
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, a.left+1))
	if a.left -= int64(len(raw)); a.left < 0 {
		return nil, errExpanded
	}
	if err != nil {
		return nil, errBroken
	}
	return raw, nil
}

// measure expands every entry and keeps nothing, for readers that do it themselves.
func (a *archive) measure() error {
	for _, f := range a.zip.File {
		r, err := f.Open()
		if err != nil {
			return errBroken
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, a.left+1))
		_ = r.Close() // nothing was written
		if a.left -= n; a.left < 0 {
			return errExpanded
		}
		if err != nil {
			return errBroken
		}
	}
	return nil
}
