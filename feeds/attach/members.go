package attach

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/feeds"
)

// A ZIP that is no package of another kind holds files of its own, its members: a list as a
// table beside the notice it belongs to. Each is read by a child, as if it were attached by
// itself; the list of their names is all that is read of the archive here.

// maxMembers is how many files of an archive are read, maxName how many bytes of a name
// are shown.
const (
	maxMembers = 20
	maxName    = 120
)

var (
	errNested = errors.New("an archive inside an archive is not opened")
	errNone   = errors.New("the archive holds no files")
)

// member is a file of an archive, by its place in it: the name that stands above its text, and
// that of the file.
type member struct {
	at         int
	name, file string
}

// members are the files of an archive that people put there.
func members(raw []byte) (out []member, err error) {
	a, err := openArchive(raw)
	if err != nil {
		return nil, err
	}
	for i, f := range a.zip.File {
		name := strings.ReplaceAll(memberName(f.Name), `\`, "/")
		if strings.HasSuffix(name, "/") || leftBehind(name) {
			continue
		}
		base := path.Base(name)
		title := string(feeds.CleanLine(strings.TrimSuffix(base, path.Ext(base))))
		file := string(feeds.CleanLine(base))
		out = append(out, member{i, feeds.Clip(cmp.Or(title, base), maxName), feeds.Clip(cmp.Or(file, base), maxName)})
	}
	if len(out) == 0 {
		return nil, errNone
	}
	return out, nil
}

// memberName is a name in an archive as it was typed. Chinese systems write GBK and do not say
// so; others write UTF-8, whether they say so or not.
func memberName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	if typed, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
		return typed
	}
	return strings.ToValidUTF8(name, "")
}

// leftBehind reports whether a file is what a system puts beside those of people.
func leftBehind(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") ||
		strings.EqualFold(base, "Thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// takeMember expands the file at a place of an archive, and tells what it is. It may be as
// large as one that is attached by itself.
func takeMember(raw []byte, at int) (kind, []byte, error) {
	a, err := openArchive(raw)
	if err != nil {
		return "", nil, err
	}
	if at >= len(a.zip.File) {
		return "", nil, errBroken
	}
	a.left = maxInput
	file, err := a.expand(a.zip.File[at])
	if errors.Is(err, errExpanded) {
		return "", nil, errLarge
	}
	if err != nil {
		return "", nil, err
	}
	k, why := detect(file)
	if why != "" {
		return "", nil, errors.New(why)
	}
	if k == kindZIP {
		return "", nil, errNested
	}
	return k, file, nil
}

// inMembers reads the files of an archive, each in a child of its own: one that breaks its
// reader costs no other. The name of each stands above its text.
func (r *Reader) inMembers(ctx context.Context, raw []byte) answer {
	files, err := members(raw)
	if err != nil {
		return answer{Unread: err.Error()}
	}
	var all content
	var hows, unread []string
	for _, f := range files[:min(len(files), maxMembers)] {
		got, err := r.child(ctx, kindZIP, f.at, raw)
		if err != nil {
			got = answer{Unread: err.Error()}
		}
		if got = got.judged(); got.Unread != "" {
			unread = append(unread, f.file+": "+got.Unread)
		}
		if got.How == "" {
			continue
		}
		hows = append(hows, got.How)
		all.take(f.name, got)
	}
	return answer{Text: all.text(), Table: all.table(), How: howOfAll(hows), Unread: ofAll(unread, len(files), len(hows) > 0)}
}

// take adds what a file says, under its name.
func (c *content) take(name string, a answer) {
	c.line(name)
	for line := range strings.SplitSeq(a.Text, "\n") {
		c.line(line)
	}
	c.rows = append(c.rows, a.Table[:min(len(a.Table), maxRows-len(c.rows))]...)
}

// howOfAll is by what several files were read: rows of a picture are to be known as such among
// any others.
func howOfAll(hows []string) string {
	switch slices.Sort(hows); {
	case len(hows) == 0:
		return ""
	case slices.Contains(hows, "ocr"):
		return "ocr"
	case hows[0] == hows[len(hows)-1]:
		return hows[0]
	}
	return "zip"
}

// maxNamed is how many files that were not read are named.
const maxNamed = 3

// ofAll says which of an archive's files were not read, and why.
func ofAll(unread []string, files int, some bool) string {
	named := strings.Join(unread[:min(len(unread), maxNamed)], "; ")
	if more := len(unread) - maxNamed; more > 0 {
		named += fmt.Sprintf("; and %d more", more)
	}
	switch {
	case files == 1:
		return named
	case !some && len(unread) > 0:
		return fmt.Sprintf("none of its %d files could be read: %s", files, named)
	}
	var parts []string
	if files > maxMembers {
		parts = append(parts, fmt.Sprintf("only its first %d files", maxMembers))
	}
	if len(unread) > 0 {
		parts = append(parts, fmt.Sprintf("%d of its %d files could not be read whole: %s", len(unread), files, named))
	}
	if parts == nil {
		return ""
	}
	return "read in part: " + strings.Join(parts, "; ")
}
