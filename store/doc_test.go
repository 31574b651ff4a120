package store

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The package comment tells of each file once, and of none that is not there.
func TestThePackageCommentSaysWhereToLook(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, m := range regexp.MustCompile(`(?m)^//\t(\w+\.go)  +\S`).FindAllSubmatch(doc, -1) {
		told = append(told, string(m[1]))
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") || name == "doc.go" })
	if slices.Sort(told); !slices.Equal(told, files) {
		t.Errorf("the package comment tells of\n%s\nthe package has\n%s", told, files)
	}
}
