package attach

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"slices"
	"testing"
)

// askew is a saved picture turned by so many degrees, as it comes out of a scanner.
func askew(t *testing.T, name string, degrees float64) bitmap {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := decodePicture(raw)
	if err != nil {
		t.Fatal(err)
	}
	if degrees == 0 {
		return b
	}
	return b.turned(-degrees)
}

func TestHowMuchAPageLiesAskew(t *testing.T) {
	for _, name := range []string{"testdata/ruled.png", "testdata/plain.png"} {
		for _, degrees := range []float64{0, 0.4, -0.8, 1.7, -3} {
			if got := askew(t, name, degrees).skew(); math.Abs(got-degrees) > 0.15 || degrees == 0 && got != 0 {
				t.Errorf("%s turned by %.2f degrees lies askew by %.2f", name, degrees, got)
			}
		}
	}
	for _, b := range []bitmap{newBitmap(200, 100), newBitmap(60, 20)} { // nothing is on it
		if got := b.skew(); got != 0 {
			t.Errorf("an empty page lies askew by %.2f", got)
		}
	}
}

func TestAPageThatLiesAskewIsReadAsAStraightOneIs(t *testing.T) {
	tesseract, err := exec.LookPath("tesseract")
	if err != nil {
		t.Fatal("tesseract is needed for this test: apt-get install tesseract-ocr (.ci/run does it)")
	}
	rows := func(degrees float64) [][]string {
		b := askew(t, "testdata/ruled.png", degrees)
		var raw bytes.Buffer
		if err := png.Encode(&raw, &image.Gray{Pix: b.pix, Stride: b.w, Rect: image.Rect(0, 0, b.w, b.h)}); err != nil {
			t.Fatal(err)
		}
		c, err := readPicture(raw.Bytes(), tools{tesseract: tesseract, cpu: 3600}) // the other tests of this process count too
		if err != nil {
			t.Fatal(err)
		}
		return c.rows
	}
	// A picture that was turned twice has lost the finest strokes of its letters.
	alike := func(a, b []string) bool { return len(a) == len(b) && slices.Equal(a[3:5], b[3:5]) }
	if got, straight := rows(-1.2), rows(0); !slices.EqualFunc(got, straight, alike) {
		t.Errorf("askew: %q, straight: %q", got, straight)
	}
}

func BenchmarkSkew(b *testing.B) {
	page := newBitmap(2480, 3508)
	for i := range page.pix {
		page.pix[i] = byte(255 - 200*(i/40%7/6)*(i/page.w%9/8))
	}
	for b.Loop() {
		page.skew()
	}
}
