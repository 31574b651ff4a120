package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/regwire/regwire"

// packages is the table of what each package imports of ours: another import is a
// decision, and stands here with it. The halves publish (feeds) and tell (bot) meet in
// cmd alone; the store serves both.
var packages = map[string]string{
	"feeds":           "",
	"feeds/fetch":     "feeds",
	"feeds/extract":   "feeds feeds/extract/address feeds/extract/answer feeds/extract/article feeds/extract/date feeds/extract/docnumber feeds/extract/dom feeds/extract/feed feeds/extract/jsonvalue feeds/extract/list feeds/extract/rule feeds/extract/script feeds/pattern",
	"feeds/attach":    "feeds",
	"feeds/lexicon":   "",
	"feeds/pattern":   "",
	"feeds/spelling":  "",
	"feeds/form":      "feeds/spelling",
	"feeds/region":    "",
	"feeds/facts":     "feeds feeds/facts/apps feeds/facts/dates feeds/facts/figure feeds/facts/issuer feeds/facts/kind feeds/facts/names feeds/facts/page feeds/facts/procedure feeds/facts/view feeds/pattern",
	"feeds/classify":  "feeds feeds/lexicon",
	"feeds/gloss":     "feeds feeds/gloss/chinese feeds/gloss/english feeds/gloss/grammar feeds/gloss/judge feeds/gloss/name feeds/gloss/number feeds/gloss/term feeds/gloss/token feeds/lexicon feeds/pattern",
	"feeds/lineage":   "feeds feeds/lineage/redline feeds/pattern",
	"feeds/dedupe":    "feeds feeds/lexicon feeds/pattern feeds/region",
	"feeds/reading":   "feeds feeds/classify feeds/facts feeds/facts/kind feeds/facts/page feeds/facts/view feeds/gloss feeds/pattern",
	"feeds/workday":   "",
	"feeds/catalog":   "feeds feeds/extract feeds/facts feeds/classify feeds/gloss feeds/form feeds/spelling",
	"feeds/poll":      "feeds feeds/extract",
	"feeds/replay":    "feeds feeds/form",
	"feeds/render":    "feeds",
	"bot":             "feeds",
	"bot/phrase":      "feeds/region",
	"bot/command":     "feeds feeds/spelling bot bot/digest bot/deadline bot/phrase",
	"bot/outbox":      "feeds bot",
	"bot/digest":      "feeds bot bot/phrase",
	"bot/deadline":    "feeds feeds/workday bot bot/phrase",
	"bot/editor":      "feeds feeds/workday bot bot/deadline bot/digest bot/outbox bot/phrase",
	"bot/slack":       "feeds bot bot/command bot/phrase",
	"bot/teams":       "feeds bot bot/command bot/phrase",
	"bot/webhook":     "feeds bot bot/phrase",
	"bot/mail":        "feeds bot bot/phrase",
	"bot/console":     "feeds bot bot/phrase",
	"bot/web":         "feeds bot bot/command bot/deadline bot/digest bot/phrase",
	"bot/bottest":     "feeds bot",
	"store":           "feeds bot store/claims store/frame store/index store/object store/pages store/room",
	"store/claims":    "feeds",
	"store/copies":    "feeds",
	"store/evidence":  "feeds bot store/copies",
	"store/frame":     "",
	"store/index":     "feeds store/frame",
	"store/object":    "",
	"store/pages":     "",
	"store/room":      "feeds",
	"store/storetest": "feeds bot feeds/poll bot/outbox bot/command",
	"cmd/regwire":     "*",

	// What people add joins both halves, and is no matter of flags and wiring.
	"cmd/regwire/sourcing": "feeds feeds/catalog feeds/extract feeds/fetch feeds/poll bot",
	// The socket carries commands whatever they mean.
	"cmd/regwire/control": "bot bot/console",
	// Databases are looked over in children, as attachments are read.
	"cmd/regwire/survey": "feeds store",

	// What package extract is made of, each above those that it imports.
	"feeds/extract/address":   "feeds feeds/pattern",
	"feeds/extract/answer":    "feeds feeds/extract/address feeds/extract/date feeds/extract/dom feeds/extract/jsonvalue feeds/pattern",
	"feeds/extract/article":   "feeds feeds/extract/address feeds/extract/answer feeds/extract/calendar feeds/extract/date feeds/extract/docnumber feeds/extract/dom feeds/extract/jsonvalue feeds/extract/rule feeds/extract/script feeds/pattern feeds/region",
	"feeds/extract/calendar":  "feeds feeds/extract/date feeds/extract/dom feeds/extract/rule feeds/pattern",
	"feeds/extract/date":      "feeds feeds/pattern",
	"feeds/extract/docnumber": "feeds/pattern",
	"feeds/extract/dom":       "feeds feeds/extract/address feeds/pattern",
	"feeds/extract/feed":      "feeds feeds/extract/answer feeds/extract/date feeds/extract/dom feeds/extract/jsonvalue feeds/extract/list feeds/extract/rule",
	"feeds/extract/jsonvalue": "",
	"feeds/extract/list":      "feeds feeds/extract/address feeds/extract/answer feeds/extract/calendar feeds/extract/date feeds/extract/docnumber feeds/extract/dom feeds/extract/jsonvalue feeds/extract/rule feeds/extract/script feeds/pattern",
	"feeds/extract/rule":      "feeds/extract/date feeds/extract/dom feeds/extract/jsonvalue feeds/pattern",
	"feeds/extract/script":    "feeds feeds/extract/address feeds/extract/date feeds/extract/dom feeds/extract/jsonvalue feeds/pattern",

	// What package gloss is made of, each above those that it imports.
	"feeds/gloss/chinese": "feeds feeds/lexicon feeds/pattern",
	"feeds/gloss/english": "feeds/lexicon feeds/pattern",
	"feeds/gloss/grammar": "feeds feeds/gloss/chinese feeds/gloss/english feeds/gloss/judge feeds/gloss/name feeds/gloss/number feeds/gloss/term feeds/gloss/token feeds/lexicon feeds/pattern",
	"feeds/gloss/judge":   "feeds/gloss/english feeds/lexicon feeds/pattern",
	"feeds/gloss/name":    "feeds feeds/gloss/chinese feeds/gloss/english feeds/gloss/number feeds/gloss/term feeds/gloss/token feeds/lexicon feeds/pattern",
	"feeds/gloss/number":  "feeds feeds/gloss/chinese feeds/gloss/english feeds/gloss/token feeds/pattern",
	"feeds/gloss/term":    "feeds/gloss/chinese feeds/gloss/token feeds/lexicon feeds/pattern",
	"feeds/gloss/token":   "feeds/gloss/english feeds/lexicon feeds/pattern",
	// What package facts is made of, likewise; those that read what a page states know none
	// of each other, but what kind of document it is.
	"feeds/facts/apps":      "feeds feeds/facts/kind feeds/facts/page feeds/facts/view feeds/lexicon feeds/pattern",
	"feeds/facts/factstest": "feeds feeds/catalog feeds/facts",
	"feeds/facts/dates":     "feeds feeds/facts/page feeds/facts/view feeds/pattern feeds/workday",
	"feeds/facts/duty":      "feeds feeds/facts/view feeds/pattern",
	"feeds/facts/figure":    "feeds feeds/facts/kind feeds/facts/names feeds/facts/page feeds/facts/view feeds/pattern",
	"feeds/facts/issuer":    "feeds feeds/facts/kind feeds/facts/names feeds/facts/page feeds/facts/view feeds/pattern feeds/region",
	"feeds/facts/kind":      "feeds feeds/facts/names feeds/facts/page feeds/facts/view feeds/pattern",
	"feeds/facts/names":     "feeds feeds/facts/view feeds/lexicon feeds/pattern feeds/region",
	"feeds/facts/page":      "feeds feeds/facts/names feeds/facts/view feeds/pattern",
	"feeds/facts/procedure": "feeds feeds/facts/page feeds/facts/view feeds/pattern",
	"feeds/facts/view":      "feeds feeds/lexicon feeds/pattern",

	// What two versions of a text differ in is asked for by itself too.
	"feeds/lineage/redline": "feeds feeds/pattern",

	// How close a reading comes to labelled texts is measured apart from reading.
	"feeds/reading/score": "feeds",
}

// guarded are outside modules and the one package of ours that may import each.
var guarded = map[string]string{
	"github.com/mmcdole/gofeed":       "feeds/extract/feed",
	"github.com/PuerkitoBio/goquery":  "feeds/extract/dom",
	"github.com/andybalholm/cascadia": "feeds/extract/dom",
	"github.com/slack-go/slack":       "bot/slack",
	"github.com/wneessen/go-mail":     "bot/mail",
	"go.etcd.io/bbolt":                "store",
	"go.yaml.in/yaml/v4":              "feeds/form",

	"github.com/prometheus/client_golang": "bot/web",
}

// topLevel are the names at the top of the tree, dot files aside.
var topLevel = []string{"README.md", "bot", "cmd", "deploy", "feeds", "go.mod", "go.sum", "store"}

type listed struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

// list is what go list says of every package of ours.
func list(t *testing.T) map[string]listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	all := map[string]listed{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimPrefix(p.ImportPath, module+"/")] = p
	}
}

func TestPackagesImportWhatTheTableSays(t *testing.T) {
	all := list(t)
	if len(all) < 20 {
		t.Fatalf("go list names only %d packages", len(all))
	}
	for name, p := range all {
		may, ok := packages[name]
		if !ok {
			t.Errorf("package %s is not in the table", name)
			continue
		}
		for _, path := range p.Imports {
			ours, ok := strings.CutPrefix(path, module+"/")
			if ok && may != "*" && !slices.Contains(strings.Fields(may), ours) {
				t.Errorf("package %s imports %s; the table allows it: %s", name, ours, may)
			}
		}
		for ours := range strings.FieldsSeq(may) {
			if ours != "*" && !slices.Contains(p.Imports, module+"/"+ours) {
				t.Errorf("package %s does not import %s any more: mend the table", name, ours)
			}
		}
	}
}

func TestGuardedModulesHaveOneImporter(t *testing.T) {
	all := list(t)
	for guard, keeper := range guarded {
		found := false
		for name, p := range all {
			paths := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
			if strings.HasPrefix(keeper, name+"/") {
				paths = p.Imports // the tests of what stands on the keeper may compare it with the module
			}
			for _, path := range paths {
				if path != guard && !strings.HasPrefix(path, guard+"/") {
					continue
				}
				if name == keeper {
					found = true
				} else {
					t.Errorf("package %s imports %s, which belongs to %s", name, path, keeper)
				}
			}
		}
		if _, there := all[keeper]; there && !found {
			t.Errorf("package %s does not import %s any more: mend the table", keeper, guard)
		}
	}
}

// top is the top of the tree, left what building and running leave there.
const top = "../.."

var left = []string{"regwire", "regwire-bench", "data"}

func TestTopLevelIsFixed(t *testing.T) {
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) && !slices.Contains(left, e.Name()) {
			t.Errorf("%s stands at the top of the tree, where only %v do", e.Name(), topLevel)
		}
	}
}

// forbidden is what no file may hold: a pattern, and the words of which one stands
// wherever it matches, which are quicker to look for.
type forbidden struct {
	words   []string
	pattern *regexp.Regexp
}

// find is the first match in the file, nil for none.
func (f forbidden) find(raw []byte) []byte {
	if !slices.ContainsFunc(f.words, func(w string) bool { return bytes.Contains(raw, []byte(w)) }) {
		return nil
	}
	return f.pattern.Find(raw)
}

// secrets look like tokens and keys; none may be in any file, recordings included.
var secrets = []forbidden{
	{[]string{"xox"}, regexp.MustCompile(`xox[a-z]-[0-9]{5,}-`)},
	{[]string{"xapp-"}, regexp.MustCompile(`xapp-[0-9]-[A-Z0-9]{5,}`)},
	{[]string{"-----BEGIN "}, regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE[ ]KEY`)},
	{[]string{"sig="}, regexp.MustCompile(`[?&]sig=[A-Za-z0-9%_-]{16,}`)},
	{[]string{"AKIA"}, regexp.MustCompile(`\bAKIA[0-9A-Z]{16}\b`)},
	{[]string{"gho_", "ghp_", "ghs_"}, regexp.MustCompile(`\bgh[pos]_[A-Za-z0-9]{30,}`)},
}

// places are paths and hosts of the machine that a file was written on.
var places = forbidden{
	[]string{"/wor" + "k/", "/roo" + "t/", "/home/", "golang" + ".org", "npmjs" + ".org", "pypi" + ".org", "debian" + ".org"},
	regexp.MustCompile(`(?:^|[\s"'=(])/(?:wor[k]|roo[t]|home/[a-z]+)/[\w.]|(?:proxy|sum)\.golang\.org|registry\.npmjs\.org|pypi\.org|deb\.debian\.org`),
}

func TestFilesHoldNoSecretAndNoMachine(t *testing.T) {
	files := 0
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || name == "node_modules" || filepath.Dir(path) == top && slices.Contains(left, name) || filepath.Base(filepath.Dir(path)) == ".ci"):
			return fs.SkipDir
		case !d.Type().IsRegular() || name == ".git" || slices.Contains(left, name): // in a linked worktree .git is a file
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, s := range secrets {
			if m := s.find(raw); m != nil {
				t.Errorf("%s holds what looks like a secret: %.12s…", path, m)
			}
		}
		if recorded(path) {
			return nil
		}
		if m := places.find(raw); m != nil {
			t.Errorf("%s names a machine: %q", path, m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("only %d files were looked at", files)
	}
}

// TestWhatNoFileMayHoldIsFound: looking for words first passes nothing over.
func TestWhatNoFileMayHoldIsFound(t *testing.T) {
	for _, held := range []string{
		"xox" + "b-123456-x", "xapp" + "-1-A0123", "-----BEGIN RSA PRIVATE " + "KEY", "https://a.example/?sig" + "=0123456789abcdef",
		"AKIA" + "0123456789ABCDEF", "gho" + "_" + strings.Repeat("a", 30), "ghp" + "_" + strings.Repeat("a", 30), "ghs" + "_" + strings.Repeat("a", 30),
	} {
		if !slices.ContainsFunc(secrets, func(f forbidden) bool { return f.find([]byte("a = "+held)) != nil }) {
			t.Errorf("%s is no secret", held)
		}
	}
	for _, held := range []string{"/wor" + "k/a", "=/roo" + "t/.x", "/home" + "/ann/x", "proxy.golang" + ".org", "sum.golang" + ".org", "registry.npmjs" + ".org", "pypi" + ".org", "deb.debian" + ".org"} {
		if places.find([]byte(held)) == nil {
			t.Errorf("%s is no place", held)
		}
	}
}

// recorded reports files whose words are a publisher's.
func recorded(path string) bool {
	return strings.Contains(path, "testdata") || strings.Contains(path, "/september2022/")
}
