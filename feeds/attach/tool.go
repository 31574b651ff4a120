package attach

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// tools are the programs that a child may start, "" for one that is not there.
type tools struct {
	pdftotext, tesseract string
	cpu                  float64 // seconds that all of them have together
	from                 int     // the piece of a picture to begin at
}

var (
	errNoPdftotext = errors.New("pdftotext is not installed")
	errNoReader    = errors.New("tesseract is not installed")
)

// lack is why a kind cannot be read with them, nil where it can.
func (t tools) lack(k kind) error {
	switch {
	case k == kindPDF && t.pdftotext == "":
		return errNoPdftotext
	case k == kindPicture && t.tesseract == "":
		return errNoReader
	}
	return nil
}

// pdftoppm stands beside pdftotext in every package of poppler.
func (t tools) pdftoppm() string { return filepath.Join(filepath.Dir(t.pdftotext), "pdftoppm") }

// bench runs programs one after the other and counts their processor time.
type bench struct {
	used, cpu float64
	began     time.Time
}

// enough is when no program is started any more and the one under way is ended: in
// time for what was read until then to be answered.
const enough = wallTime - 3*time.Second

func newBench(with tools) *bench { return &bench{cpu: with.cpu, began: time.Now()} }

// maxOutput is what one program may write.
const maxOutput = 64 << 20

// run gives in to a program and returns what it wrote. A program that failed may
// have written something all the same.
func (b *bench) run(in []byte, path string, args ...string) ([]byte, error) {
	if err := spend(b.used, b.cpu); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithDeadline(context.Background(), b.began.Add(enough))
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	attached(cmd)
	var out, complaint capped
	out.room, complaint.room = maxOutput, 4<<10
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &complaint
	err := cmd.Run()
	if s := cmd.ProcessState; s != nil {
		b.used += (s.UserTime() + s.SystemTime()).Seconds()
	}
	switch said := strings.ToLower(complaint.String()); {
	case err == nil:
		return out.Bytes(), nil
	case b.used >= b.cpu*9/10 || ctx.Err() != nil || outOfTime(cmd.ProcessState):
		return out.Bytes(), errTime
	case strings.Contains(said, "password"):
		return out.Bytes(), errPassword
	case strings.Contains(said, "bad_alloc"), strings.Contains(said, "out of memory"):
		return out.Bytes(), errMemory
	}
	if _, ended := errors.AsType[*exec.ExitError](err); ended {
		return out.Bytes(), errBroken
	}
	return nil, fmt.Errorf("%s could not be started", filepath.Base(path))
}
