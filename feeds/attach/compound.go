package attach

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
)

// Office wrote its files into one kind of container until 2007, and puts what has a password into it
// to this day. WPS writes the same under names of its own (.wps, .et).

// maxStreams is how many streams of a container are looked at.
const maxStreams = 2_000

// compounds tell what a container holds by the name of its main stream.
var compounds = []struct {
	stream string
	kind   kind
	why    string
}{
	{"EncryptedPackage", "", errPassword.Error()},
	{"WordDocument", kindDOC, ""},
	{"Workbook", kindXLS, ""},
	{"Book", kindXLS, ""},
	{"PowerPoint Document", "", "format not read: slides"},
}

// detectCompound tells a container by the first of those names in it: those of what is embedded in
// a file stand behind its own.
func detectCompound(raw []byte) (k kind, why string) {
	k, why = "", "format not read: an old binary Office file, or one with a password"
	first := len(raw)
	for _, c := range compounds {
		if at := bytes.Index(raw, entryName(c.stream)); at >= 0 && at < first {
			first, k, why = at, c.kind, c.why
		}
	}
	return k, why
}

// entryName is a name as the directory of a container holds it: behind it stands nothing in its field.
func entryName(name string) []byte {
	out := make([]byte, 0, 2*len(name)+4)
	for i := range len(name) {
		out = append(out, name[i], 0)
	}
	return append(out, 0, 0, 0, 0)
}

// streams are those of the container itself that have one of the names.
func streams(raw []byte, names ...string) (map[string][]byte, error) {
	c, err := mscfb.New(bytes.NewReader(raw))
	if err != nil {
		return nil, errBroken
	}
	out := map[string][]byte{}
	for range maxStreams {
		e, err := c.Next()
		if err != nil {
			return out, nil //nolint:nilerr // there are no more
		}
		for _, name := range names {
			if e.Name != name || len(e.Path) > 0 || out[name] != nil {
				continue
			}
			// What a header says of a size is not believed.
			if out[name], err = io.ReadAll(io.LimitReader(e, int64(len(raw)))); err != nil {
				return nil, errBroken
			}
		}
	}
	return out, nil
}

// Numbers in these files have their lowest byte first. What lies behind the end of b is 0.

func u8(b []byte, at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// fromUTF16 is a text of such units; half a pair is left out.
func fromUTF16(units []uint16) string {
	return strings.ReplaceAll(string(utf16.Decode(units)), "\ufffd", "")
}

// part is b from a place on, at most n bytes of it.
func part(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at >= len(b) {
		return nil
	}
	return b[at:min(at+n, len(b))]
}
