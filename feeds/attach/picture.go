package attach

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // registers its decoder
	"image/jpeg"
	_ "image/png" // registers its decoder
	"strconv"
)

// The limits of a picture. What is smaller than the least sides is an ornament.
const (
	maxPixels = 50_000_000
	leastWide = 60
	leastHigh = 20
)

var (
	errPixels = fmt.Errorf("the picture has more than %d million pixels", maxPixels/1_000_000)
	errSmall  = errors.New("the picture is too small to hold text")
)

// readPicture reads the text of a picture, and its rows where it shows a table.
func readPicture(raw []byte, with tools) (content, error) {
	b, err := decodePicture(raw)
	if err != nil {
		return content{}, err
	}
	c := content{seen: true}
	err = readBitmap(b, with, newBench(with), &c)
	return c, err
}

func decodePicture(raw []byte) (bitmap, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return bitmap{}, errBroken
	}
	if size.Width > 0 && size.Height > maxPixels/size.Width {
		return bitmap{}, errPixels
	}
	if size.Width < leastWide || size.Height < leastHigh {
		return bitmap{}, errSmall
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		if _, odd := errors.AsType[jpeg.UnsupportedError](err); odd {
			return bitmap{}, errors.New("format not read: a rare kind of JPEG")
		}
		return bitmap{}, errBroken
	}
	return grey(img), nil
}

// bitmap is a picture in grey, row by row.
type bitmap struct {
	w, h int
	pix  []byte
}

func newBitmap(w, h int) bitmap { return bitmap{w: w, h: h, pix: make([]byte, w*h)} }

func (b bitmap) at(x, y int) int { return int(b.pix[y*b.w+x]) }

func (b bitmap) row(y int) []byte { return b.pix[y*b.w : (y+1)*b.w] }

// grey takes the brightness of every pixel, what is transparent as white.
func grey(img image.Image) bitmap {
	r := img.Bounds()
	b := newBitmap(r.Dx(), r.Dy())
	switch img := img.(type) {
	case *image.Gray:
		for y := range b.h {
			copy(b.row(y), img.Pix[y*img.Stride:])
		}
		return b
	case *image.YCbCr:
		for y := range b.h {
			copy(b.row(y), img.Y[y*img.YStride:])
		}
		return b
	}
	for y := range b.h {
		row := b.row(y)
		for x := range row {
			red, green, blue, alpha := img.At(r.Min.X+x, r.Min.Y+y).RGBA()
			light := (299*red + 587*green + 114*blue) / 1000
			row[x] = byte((light + 0xffff - alpha) >> 8)
		}
	}
	return b
}

// pgm is the bitmap as a file that holds nothing but numbers.
func (b bitmap) pgm() []byte {
	head := fmt.Appendf(nil, "P5\n%d %d\n255\n", b.w, b.h)
	return append(head, b.pix...)
}

// parsePGM reads the first such file of raw and returns what follows it.
func parsePGM(raw []byte) (b bitmap, rest []byte, ok bool) {
	var fields [4]string
	at := 0
	for i := range fields {
		for at < len(raw) && isBlank(raw[at]) {
			at++
		}
		from := at
		for at < len(raw) && !isBlank(raw[at]) && at-from < 10 {
			at++
		}
		fields[i] = string(raw[from:at])
	}
	w, errW := strconv.Atoi(fields[1])
	h, errH := strconv.Atoi(fields[2])
	at++ // one blank ends the head
	if fields[0] != "P5" || fields[3] != "255" || errW != nil || errH != nil || w <= 0 || h <= 0 || h > maxPixels/w || len(raw)-at < w*h {
		return bitmap{}, nil, false
	}
	return bitmap{w: w, h: h, pix: raw[at : at+w*h]}, raw[at+w*h:], true
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }
