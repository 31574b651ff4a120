package attach

import (
	"archive/zip"
	"bytes"
	"regexp"
)

// kind is what an attachment is read as.
type kind string

// The kinds that are read.
const (
	kindDOCX    kind = "docx"
	kindXLSX    kind = "xlsx"
	kindDOC     kind = "doc"
	kindXLS     kind = "xls"
	kindMarkup  kind = "html"
	kindPDF     kind = "pdf"
	kindPicture kind = "picture"
	kindPlain   kind = "plain"
	kindRTF     kind = "rtf"
	kindOFD     kind = "ofd"
	kindZIP     kind = "zip"
)

// magics tell a file by its first bytes, of which a question mark is any; those without a
// kind are not read.
var magics = []struct {
	start string
	kind  kind
	why   string
}{
	{"%PDF-", kindPDF, ""},
	{"\x89PNG\r\n\x1a\n", kindPicture, ""},
	{"\xff\xd8\xff", kindPicture, ""},
	{"GIF8", kindPicture, ""},
	{"Rar!", "", "format not read: RAR archive"},
	{"7z\xbc\xaf\x27\x1c", "", "format not read: 7-Zip archive"},
	{"BM????\x00\x00\x00\x00", "", "format not read: BMP picture"},
	{"II*\x00", "", "format not read: TIFF picture"},
	{"MM\x00*", "", "format not read: TIFF picture"},
	{"RIFF????WEBP", "", "format not read: WebP picture"},
	{"{\\rtf", kindRTF, ""},
}

// compoundMagic begins the container of old Office files.
const compoundMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// pdfSearch is how far into a file viewers look for a PDF's first line.
const pdfSearch = 1024

// detect tells what raw is, or why it is nothing that is read.
func detect(raw []byte) (k kind, why string) {
	if len(raw) == 0 {
		return "", "the file is empty"
	}
	for _, m := range magics {
		if begins(raw, m.start) {
			return m.kind, m.why
		}
	}
	if begins(raw, compoundMagic) {
		return detectCompound(raw)
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("PK\x05\x06")) {
		return detectPackage(raw)
	}
	head := raw[:min(len(raw), pdfSearch)]
	if bytes.Contains(head, []byte("%PDF-")) {
		return kindPDF, ""
	}
	if t := bytes.ToLower(bytes.TrimSpace(head)); bytes.HasPrefix(t, []byte("<!doctype html")) || bytes.HasPrefix(t, []byte("<html")) {
		if isOfficePage(head) {
			return kindMarkup, ""
		}
		return "", "the site sent a page in place of the file"
	}
	if _, ok := plainText(raw); ok {
		return kindPlain, ""
	}
	return "", "format not read"
}

func begins(raw []byte, magic string) bool {
	if len(raw) < len(magic) {
		return false
	}
	for i, b := range []byte(magic) {
		if b != '?' && b != raw[i] {
			return false
		}
	}
	return true
}

// parts are names that a package of each kind holds, and no other. Some programs number
// the main part.
var parts = []struct {
	name *regexp.Regexp
	kind kind
	why  string
}{
	{regexp.MustCompile(`(?i)^word/document\d?\.xml$`), kindDOCX, ""},
	{regexp.MustCompile(`(?i)^xl/workbook\d?\.xml$`), kindXLSX, ""},
	{regexp.MustCompile(`(?i)^ppt/presentation\d?\.xml$`), "", "format not read: slides"},
	{regexp.MustCompile(`(?i)^OFD\.xml$`), kindOFD, ""},
	{regexp.MustCompile(`(?i)^content\.xml$`), "", "format not read: OpenDocument"},
}

// detectPackage tells a ZIP by the list of its entries; nothing is unpacked, so
// that the caller may do it.
func detectPackage(raw []byte) (kind, string) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return "", errBroken.Error()
	}
	if len(z.File) > maxEntries {
		return "", errEntries.Error()
	}
	for _, p := range parts {
		for _, f := range z.File {
			if p.name.MatchString(f.Name) {
				return p.kind, p.why
			}
		}
	}
	return kindZIP, ""
}
