package phrase

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// root is the folder of the module, seen from this package.
const root = "../.."

// speakers are the folders whose program text says phrases.
var speakers = []string{"bot", "cmd/regwire"}

// families are the phrases whose key is made of a prefix and a value of the
// program: every value must have its phrase, and no phrase may lack its value.
// The values are read where the program has them.
var families = map[string]func(t *testing.T) []string{
	"section.":   func(t *testing.T) []string { return append(constants(t, "feeds", "Section", ""), "") },
	"relevance.": func(t *testing.T) []string { return append(constants(t, "feeds", "Relevance", ""), "") },
	"health.":    func(t *testing.T) []string { return append(constants(t, "feeds", "HealthState", ""), "disabled") },
	"kind.":      func(t *testing.T) []string { return constants(t, "bot", "Kind", "") },
	"state.":     func(t *testing.T) []string { return constants(t, "bot", "State", "") },
	"mode.":      func(t *testing.T) []string { return append(constants(t, "bot", "Mode", ""), "default") },
	"change.":    func(t *testing.T) []string { return constants(t, "feeds", "", "Brought") },
	"deadline.":  func(t *testing.T) []string { return constants(t, "bot/deadline", "", "") },
	"entry.":     func(t *testing.T) []string { return constants(t, "bot/deadline", "", "") },
	"stage.":     func(t *testing.T) []string { return returned(t, "bot", "StageWord") },
	"force.":     func(t *testing.T) []string { return listed(t, "feeds/facts/kind", "forces") },
	"figure.":    func(t *testing.T) []string { return keyed(t, "feeds/facts/figure/chinese.go", "name") },
	"contact.":   func(t *testing.T) []string { return listed(t, "feeds/facts", "ways") },
	"help.":      func(t *testing.T) []string { return keyed(t, "bot/command/command.go", "name") },
	"lineage.":   func(t *testing.T) []string { return constants(t, "feeds", "Relation", "") },
	"bound.":     func(t *testing.T) []string { return documented(t, "feeds/reading.go", "Figure", "Bound") },
	"redline.":   func(t *testing.T) []string { return append(constants(t, "bot", "RedlineKind", ""), "counts") },
	"place.": func(t *testing.T) []string {
		return append(documented(t, "feeds/reading.go", "Reason", "In"), "list", "file")
	},
	"decided.": func(t *testing.T) []string { return documented(t, "feeds/reading.go", "Reason", "For") },
	"from.":    func(t *testing.T) []string { return append(documented(t, "feeds/reading.go", "AppList", "From"), "") },
	"region.":  regionsOf,
	"clock.":   func(t *testing.T) []string { return append(keyed(t, "bot/hours.go", "region"), "CN", "local") },
}

// regionsOf are the regions of the shipped authorities.
func regionsOf(t *testing.T) []string {
	data, err := os.ReadFile("../../feeds/catalog/authorities.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(data)), "\n")
	column := slices.Index(strings.Split(rows[0], "\t"), "jurisdiction")
	var out []string
	for _, row := range rows[1:] {
		if r := strings.Split(row, "\t")[column]; r != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// bilingual rows are given the same name in both languages and choose one.
var bilingual = []string{"name", "name.local", "sources.row", "topics.row"}

func TestEveryPhraseThatIsSaidExists(t *testing.T) {
	for _, u := range uses(t) {
		if u.made {
			if _, ok := families[u.key]; !ok {
				t.Errorf("%s: no family of phrases is known for %q", u.at, u.key)
			}
			continue
		}
		row, ok := table[u.key]
		if !ok {
			t.Errorf("%s: phrase %q is missing", u.at, u.key)
			continue
		}
		if u.args < 0 {
			continue
		}
		for i, lang := range langs {
			for _, n := range placed(row[i]) {
				if n >= u.args {
					t.Errorf("%s: phrase %q places {%d] in %s, but %d arguments are given", u.at, u.key, n, lang, u.args)
				}
			}
		}
	}
}

func TestFamiliesAreComplete(t *testing.T) {
	for prefix, values := range families {
		all := values(t)
		if len(all) < 2 {
			t.Errorf("only %q is found for the family %q: look where the program has its values", all, prefix)
		}
		for _, v := range all {
			if !Has(prefix + v) {
				t.Errorf("phrase %q is missing", prefix+v)
			}
		}
	}
}

func TestNoPhraseIsDead(t *testing.T) {
	said := map[string]bool{}
	for _, u := range uses(t) {
		said[u.key] = true
	}
	for prefix, values := range families {
		for _, v := range values(t) {
			said[prefix+v] = true
		}
	}
	for key := range table {
		if !said[key] {
			t.Errorf("phrase %q is said nowhere", key)
		}
	}
}

func TestEveryPhraseIsInBothLanguages(t *testing.T) {
	for key, row := range table {
		for i, lang := range langs {
			if strings.TrimSpace(row[i]) == "" {
				t.Errorf("phrase %q has no words in %s", key, lang)
			}
		}
		en, zh := placed(row[0]), placed(row[1])
		if !slices.Equal(en, zh) && !slices.Contains(bilingual, key) {
			t.Errorf("phrase %q places arguments %v in English, %v in Chinese", key, en, zh)
		}
	}
}

func TestSay(t *testing.T) {
	for _, c := range []struct {
		name, lang, key string
		args            []any
		want            string
	}{
		{"number chooses one", "en", "page.count", []any{1}, "1 event"},
		{"number chooses many", "en", "page.count", []any{0}, "0 events"},
		{"thousands", "en", "page.count", []any{12345}, "12,345 events"},
		{"negative thousands", "en", "plain", []any{int64(-1234567)}, "-1,234,567"},
		{"Chinese", "zh", "page.count", []any{2}, "共2条"},
		{"unknown language is English", "both", "page.count", []any{2}, "2 events"},
		{"braces in an argument stay", "en", "plain", []any{"{0} {1|a|b}"}, "{0} {1|a|b}"},
		{"argument that is not given", "en", "plain", nil, "{0}"},
		{"a reason that asks has no stop behind it", "en", "mistake.source_read", []any{"x.yaml", `unknown key "row": did you mean "rows"?`}, `x.yaml cannot be added: unknown key "row": did you mean "rows"?`},
		{"unknown key", "en", "no.such", nil, "[no.such]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Say(c.lang, c.key, c.args...); got != c.want {
				t.Errorf("Say(%q, %q, %v) = %q, want %q", c.lang, c.key, c.args, got, c.want)
			}
		})
	}
}

func TestArgumentsStandAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		if got, want := fill("en", "<{1}|{0}>", []any{a, b}), "<"+b+"|"+a+">"; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

var field = regexp.MustCompile(`\{(\d+)(?:[|}]| why})`)

// placed are the numbers of the arguments that a template uses, sorted.
func placed(template string) []int {
	var out []int
	for _, m := range field.FindAllStringSubmatch(template, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// use is one place that says a phrase.
type use struct {
	at   string
	key  string
	made bool // key is a prefix, the rest is a value
	args int  // arguments given, -1 when that cannot be read off
}

// sayers are the functions whose first argument is a key.
var sayers = []string{"Say", "say", "Wrong", "said", "Phrase"}

// uses are all places in the program's text and templates that say a phrase: keys
// given to a sayer, and any other string of the form of a key of the table.
func uses(t *testing.T) []use {
	t.Helper()
	var all []use
	for _, dir := range speakers {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasPrefix(path, filepath.Join(root, "bot", "phrase")), strings.HasPrefix(path, filepath.Join(root, "bot", "bottest")), strings.Contains(path, "testdata"), strings.HasSuffix(path, "_test.go"):
			case filepath.Ext(path) == ".go":
				all = append(all, usesInGo(t, path)...)
			case filepath.Ext(path) == ".html":
				all = append(all, usesInTemplate(t, path)...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d places say a phrase: the program's text was not found", len(all))
	}
	return all
}

var inTemplate = regexp.MustCompile(`\.Say "([^"]+)"`)

func usesInTemplate(t *testing.T, path string) []use {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []use
	for _, m := range inTemplate.FindAllSubmatch(raw, -1) {
		all = append(all, use{at: path, key: string(m[1]), args: -1})
	}
	return all
}

func usesInGo(t *testing.T, path string) []use {
	t.Helper()
	set, file := parse(t, path)
	var all []use
	sure := map[ast.Expr]use{}      // what the calls around an expression say of it
	settings := map[ast.Expr]bool{} // keys of the configuration, whose line is looked up
	ast.Inspect(file, func(n ast.Node) bool {
		at := ""
		if n != nil {
			at = set.Position(n.Pos()).String()
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if key, args := call(n); key != nil {
				sure[key] = use{args: args}
			}
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "at" && len(n.Args) == 1 {
				settings[n.Args[0]] = true
			}
		case *ast.KeyValueExpr:
			if nameOf(n.Key) == "Label" {
				sure[n.Value] = use{args: -1}
			}
		case *ast.BinaryExpr:
			_, certain := sure[n]
			if s, ok := text(n.X); ok && n.Op == token.ADD && strings.HasSuffix(s, ".") && (certain || isFamily(s)) {
				all = append(all, use{at: at, key: s, made: true})
			}
		case *ast.BasicLit:
			u, certain := sure[n]
			if s, ok := text(n); ok && !settings[n] && (certain || isKey(s)) {
				u.at, u.key = at, s
				if !certain {
					u.args = -1
				}
				all = append(all, u)
			}
		}
		return true
	})
	return all
}

// call is the key that a call of a sayer is given, nil for another function, and
// how many arguments follow it. Say of this package is given a language first.
func call(c *ast.CallExpr) (key ast.Expr, args int) {
	at := 0
	if f, ok := c.Fun.(*ast.SelectorExpr); ok && nameOf(f.X) == "phrase" {
		at = 1
	}
	if !slices.Contains(sayers, nameOf(c.Fun)) || len(c.Args) <= at {
		return nil, 0
	}
	if nameOf(c.Fun) == "Phrase" || c.Ellipsis != token.NoPos {
		return c.Args[at], -1
	}
	return c.Args[at], len(c.Args) - at - 1
}

var keyForm = regexp.MustCompile(`^[a-z]+(\.[a-z_]+)+$`)

// isKey reports whether s looks like a key of the table: its first word is one.
func isKey(s string) bool { return keyForm.MatchString(s) && isFamily(s) }

func isFamily(s string) bool {
	first, _, _ := strings.Cut(s, ".")
	for key := range table {
		if strings.HasPrefix(key, first+".") {
			return true
		}
	}
	return false
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func parse(t *testing.T, path string) (*token.FileSet, *ast.File) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return set, file
}

// each calls see with every node of the package's program text.
func each(t *testing.T, dir string, see func(ast.Node) bool) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no program text in %s: %v", dir, err)
	}
	for _, path := range paths {
		if !strings.HasSuffix(path, "_test.go") {
			_, file := parse(t, path)
			ast.Inspect(file, see)
		}
	}
}

// constants are the string constants of a package that have the type, or whose
// name has the prefix.
func constants(t *testing.T, dir, kind, prefix string) []string {
	t.Helper()
	var all []string
	each(t, dir, func(n ast.Node) bool {
		if d, ok := n.(*ast.GenDecl); ok && d.Tok != token.CONST {
			return false
		}
		spec, ok := n.(*ast.ValueSpec)
		if !ok || nameOf(spec.Type) != kind {
			return true
		}
		for i, name := range spec.Names {
			if i >= len(spec.Values) {
				break
			}
			if s, ok := text(spec.Values[i]); ok && strings.HasPrefix(name.Name, prefix) {
				all = append(all, s)
			}
		}
		return true
	})
	return all
}

// returned are the strings that the function returns, but "".
func returned(t *testing.T, dir, function string) []string {
	t.Helper()
	var all []string
	each(t, dir, func(n ast.Node) bool {
		f, ok := n.(*ast.FuncDecl)
		if !ok || f.Name.Name != function || f.Recv != nil {
			return true
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
				if s, ok := text(r.Results[0]); ok && s != "" {
					all = append(all, s)
				}
			}
			return true
		})
		return false
	})
	return all
}

// keyed are the strings given to the field in the composite literals of a file.
func keyed(t *testing.T, path, key string) []string {
	t.Helper()
	_, file := parse(t, filepath.Join(root, path))
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok && nameOf(kv.Key) == key {
			if s, ok := text(kv.Value); ok {
				all = append(all, s)
			}
		}
		return true
	})
	return all
}

// listed are the first strings of the rows of a table without field names.
func listed(t *testing.T, dir, variable string) []string {
	t.Helper()
	var all []string
	each(t, dir, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != variable || len(spec.Values) == 0 {
			return true
		}
		table, ok := spec.Values[0].(*ast.CompositeLit)
		if !ok {
			return true
		}
		for _, row := range table.Elts {
			if r, ok := row.(*ast.CompositeLit); ok && len(r.Elts) > 0 {
				if s, ok := text(r.Elts[0]); ok {
					all = append(all, s)
				}
			}
		}
		return false
	})
	return all
}

var quotedWord = regexp.MustCompile(`"([a-z_]+)"`)

// documented are the quoted words in the comment of a field, which is where a
// vocabulary without constants is kept.
func documented(t *testing.T, path, structure, fieldName string) []string {
	t.Helper()
	_, file := parse(t, filepath.Join(root, path))
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Name.Name != structure {
			return true
		}
		for _, f := range spec.Type.(*ast.StructType).Fields.List {
			if len(f.Names) == 1 && f.Names[0].Name == fieldName {
				for _, m := range quotedWord.FindAllStringSubmatch(f.Doc.Text()+f.Comment.Text(), -1) {
					all = append(all, m[1])
				}
			}
		}
		return false
	})
	return all
}
