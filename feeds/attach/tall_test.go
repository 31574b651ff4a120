package attach_test

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	stdpng "image/png"
	"os/exec"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// tall is a picture of testdata with its six rows again and again: 1+6*times rows
// with the header. top is where the first row begins, bottom where the last ends.
func tall(t *testing.T, name string, top, bottom, times int) []byte {
	t.Helper()
	src, err := stdpng.Decode(bytes.NewReader(file(t, "testdata/"+name)))
	if err != nil {
		t.Fatal(err)
	}
	wide, rest := src.Bounds().Dx(), src.Bounds().Dy()-bottom
	out := image.NewGray(image.Rect(0, 0, wide, top+times*(bottom-top)+rest))
	put := func(y, from, to int) {
		draw.Draw(out, image.Rect(0, y, wide, y+to-from), src, image.Pt(0, from), draw.Src)
	}
	put(0, 0, top)
	for i := range times {
		put(top+i*(bottom-top), top, bottom)
	}
	put(top+times*(bottom-top), bottom, bottom+rest)
	var b bytes.Buffer
	if err := stdpng.Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// versions are what column 4 of the pictures shows, which is read best.
var versions = []string{"7.2.1", "3.14.0", "2.0.9", "5.6.2", "1.8.8", "9.0.1"}

// pictures are those of testdata, with the heights between which their rows stand.
var pictures = []struct {
	name        string
	top, bottom int
}{{"ruled.png", 102, 444}, {"plain.png", 100, 436}}

// someSeconds are seconds of processor time in which a child reads six rows or more on
// this machine, and far from all of a tall picture.
func someSeconds(t *testing.T) int {
	t.Helper()
	needs(t, "tesseract", "tesseract-ocr tesseract-ocr-chi-sim")
	path, err := exec.LookPath("tesseract")
	if err != nil {
		t.Fatal(err)
	}
	_, took := child(t, "10", "picture", file(t, "testdata/ruled.png"), "", path, "0")
	return min(max(3, 1+int(1.5*took.Seconds())), 10)
}

// TestTallPicturesAreReadInBands: a child has time for a part of the rows; those after
// it read on, none twice and none left out.
func TestTallPicturesAreReadInBands(t *testing.T) {
	r := reader(t)
	r.LimitCPU(someSeconds(t))
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			const times = 5
			a := read(t, r, p.name, tall(t, p.name, p.top, p.bottom, times))
			if a.Unread != "" || len(a.Table) != 1+6*times {
				t.Fatalf("%d rows of %d, unread %q", len(a.Table), 1+6*times, a.Unread)
			}
			inOrder(t, a)
		})
	}
}

// inOrder fails when more than one row in twenty does not show the version that
// belongs at its place.
func inOrder(t *testing.T, a feeds.Attachment) {
	t.Helper()
	wrong := 0
	for i, row := range a.Table[1:] {
		if row[4] != versions[i%6] {
			wrong++
		}
	}
	if wrong*20 > len(a.Table) {
		t.Errorf("%d of %d rows are out of order or misread", wrong, len(a.Table))
	}
}

// TestRowsBeyondTheLastBandAreCounted: what no child had time for is said.
func TestRowsBeyondTheLastBandAreCounted(t *testing.T) {
	r := reader(t)
	r.LimitCPU(someSeconds(t))
	r.LimitBands(1)
	a := read(t, r, "ruled.png", tall(t, "ruled.png", pictures[0].top, pictures[0].bottom, 20))
	if n := len(a.Table); n < 2 || n > 120 || a.Unread != fmt.Sprintf("read in part: %d of the picture's 121 rows", n) {
		t.Fatalf("%d rows, unread %q", n, a.Unread)
	}
	inOrder(t, a)
}
