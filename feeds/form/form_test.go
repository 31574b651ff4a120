package form_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/form"
)

type word string

type inner struct {
	Gap   int     `yaml:"gap"`
	Share float64 `yaml:"share,omitempty"`
	On    bool    `yaml:"on"`
	Words []word  `yaml:"words"`
}

type file struct {
	Data  string           `yaml:"data"`
	Word  word             `yaml:"word"`
	Only  []string         `yaml:"only"`
	Poll  inner            `yaml:"poll"`
	Named map[string]inner `yaml:"named"`
}

func TestWhatIsWrongIsOneSentenceWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"data: [a]\n":                          "f.yaml:1: a list stands where text is wanted",
		"word: {a: b}\n":                       "f.yaml:1: a mapping of keys stands where text is wanted",
		"poll:\n  gap: many\n":                 "f.yaml:2: text stands where a number is wanted",
		"poll:\n  gap: 1.5\n":                  "f.yaml:2: 1.5 stands where a whole number is wanted",
		"poll:\n  gap: 99999999999999999999\n": "f.yaml:2: the number 9999999... is too large",
		"poll: {share: no}\n":                  `f.yaml:1: text stands where a number is wanted, by the key "poll.share"`,
		"poll: {on: 3}\n":                      "f.yaml:1: a number stands where true or false is wanted",
		"only: a\n":                            `f.yaml:1: text stands where a list is wanted, by the key "only": put [ ] around it`,
		"poll:\n- a\n":                         "f.yaml:2: a list stands where a mapping of keys is wanted",
		"polls: 3\n":                           `f.yaml:1: unknown key "polls": did you mean "poll"?`,
		"data: a\ngap: 3\n":                    `f.yaml:2: unknown key "gap" here: it belongs under "poll" or under "named"`,
		"named: {a: {shar: 1}}\n":              `f.yaml:1: unknown key "shar": did you mean "share"?`,
		"poll:\n  words: [a, {b: c}]\n":        "f.yaml:2: a mapping of keys stands where text is wanted",
		"nothing_like_it: 3\n":                 `f.yaml:1: unknown key "nothing_like_it"`,
		"data: a\ndata: b\n":                   `f.yaml:2: key "data" stands here for the second time: line 1 has it too`,
		"only:\n- \"a\n- b\n":                  "f.yaml:2: a quote is opened here and never closed",
		"data: a\n\tb: c\n":                    "f.yaml:2: a tab stands in front",
		"data: a: b\n":                         "f.yaml:1: a colon stands where no key can",
		"poll:\n gap: 3\n  on: true\n":         "f.yaml:3: a colon stands where no key can",
		"only: [a, b\npoll: {gap: 3}\n":        "f.yaml:2: the list in [ ] is not closed",
		"data: @x\n":                           "f.yaml:1: a text that begins so wants quotes",
		"data: \x01\n":                         "f.yaml: the file holds a control character",
		"data: a\nonly: [\xd6\xd0]\n":          "f.yaml:2: this is no UTF-8: save the file in that encoding",
		"data: a\n---\ndata: b\n":              "f.yaml:2: a second document begins, of which nothing would be read",
		"- data\n":                             "f.yaml:1: a list stands where a mapping of keys is wanted",
		"data: *x\n":                           "f.yaml:1: unknown anchor 'x' referenced",
	} {
		var f file
		err := form.Read("f.yaml", []byte(text), &f)
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v\nwant %s", text, err, want)
		}
	}
}

func TestWhatAFileDoesNotSayStaysAsItWas(t *testing.T) {
	for text, want := range map[string]file{
		"":                                       {Data: "usual"},
		"# only a remark\n":                      {Data: "usual"},
		"poll:\n":                                {Data: "usual"},
		"\ufeffdata: 012\r\npoll: {on: yes}\r\n": {Data: "012", Poll: inner{On: true}},
		"only: [1, true, 2026-01-01]\n":          {Data: "usual", Only: []string{"1", "true", "2026-01-01"}},
	} {
		f := file{Data: "usual"}
		if err := form.Read("f.yaml", []byte(text), &f); err != nil || !reflect.DeepEqual(f, want) {
			t.Errorf("%q: %+v, %v, want %+v", text, f, err, want)
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	want := file{Data: "关于：\"引号\" # 与 'x'\n第二行", Word: "true", Only: []string{"", "- a", "012", strings.Repeat("长 ", 90)}, Named: map[string]inner{"a b": {Gap: -3}}}
	text, err := form.Write(want)
	if err != nil {
		t.Fatal(err)
	}
	var got file
	if err := form.Read("f.yaml", text, &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got.Poll.Words, got.Named["a b"] = nil, want.Named["a b"]; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v\n%s", got, want, text)
	}
}

func TestLineOfAPathOrOfWhatLacksIt(t *testing.T) {
	const text = "data: a\nonly:\n  - b\n  - c\npoll:\n  gap: 3\nnamed:\n  x:\n    words: [p,\n      q]\n  y: &y\n    gap: 1\n  z: *y\n"
	for path, want := range map[string]int{
		"data": 1, "only": 3, "only[1]": 4, "only[7]": 3, "poll.gap": 6, "poll.on": 6, "named.x.words[1]": 10, "named.y.gap": 12, "named.z.gap": 12,
		"nothing": 0, "only.a": 3, "": 0, "[": 0, "only[-1]": 3, "data.a.b": 1,
	} {
		if got := form.Line([]byte(text), path); got != want {
			t.Errorf("%s: line %d, want %d", path, got, want)
		}
	}
	if got := form.Line([]byte("a: ["), "a"); got != 0 {
		t.Errorf("a file that is no YAML: line %d", got)
	}
}

func TestPlaced(t *testing.T) {
	wrong := errors.New("wrong")
	if got := form.Placed("f", 0, wrong); got.Error() != "f: wrong" || !errors.Is(got, wrong) {
		t.Errorf("without a line: %v", got)
	}
	if got := form.Placed("f", 3, wrong); got.Error() != "f:3: wrong" || !errors.Is(got, wrong) {
		t.Errorf("with a line: %v", got)
	}
}

// FuzzRead: any file is read or refused in one sentence that begins with its name.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("../catalog/*/*.yaml")
	if err != nil || len(names) == 0 {
		f.Fatalf("no shipped files: %v", err)
	}
	for _, name := range names[:5] {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("a: &a [*a]\nb: {<<: *a}\n"))
	f.Add([]byte("poll: &p {words: [x]}\nnamed: {a: *p, b: {<<: *p}}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var v file
		if err := form.Read("f.yaml", text, &v); err != nil && (!strings.HasPrefix(err.Error(), "f.yaml:") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%q: %v", text, err)
		}
		form.Line(text, "named.a.words[0]")
	})
}
