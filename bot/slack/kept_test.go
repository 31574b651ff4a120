package slack

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What is kept of a conversation, and what of it differs from run to run.

// clocks are times of day: the demo's clock goes on while it runs.
var clocks = regexp.MustCompile(`(\b2022 |日 )[0-9]{2}:\x{2060}?[0-9]{2}\b`)

var (
	pagesBase = regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+`)
	calendar  = regexp.MustCompile(`/ical/[A-Z2-7]+`)
	hashes    = regexp.MustCompile(`\b[0-9a-f]{64}\b|\bRules [0-9a-f]{12}\b|\bmark@[0-9]+\b`)
	// decided are the words that decided, which change with the rules.
	decided = regexp.MustCompile(`(• [A-Za-z -]+: “[^”]*” in the [a-z]+ \([0-9.]+\)\n?)+`)
)

// eventsByAge are the ids of the events of an export, by the order of their days and
// titles: "1" is the oldest.
func eventsByAge(t *testing.T, export string) map[string]string {
	t.Helper()
	type event struct{ id, order string }
	var events []event
	for line := range strings.Lines(export) {
		var r struct {
			Kind, Key string
			Value     json.RawMessage
		}
		var v struct{ Title, Published string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Kind != "event" {
			continue
		}
		if err := json.Unmarshal(r.Value, &v); err != nil {
			t.Fatal(err)
		}
		events = append(events, event{r.Key, v.Published + v.Title})
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Compare(a.order, b.order) })
	ids := map[string]string{}
	for n, x := range events {
		ids[fmt.Sprint(n+1)] = x.id
	}
	return ids
}

// plainly takes out of words what differs from run to run.
func plainly(s string) string {
	s = pagesBase.ReplaceAllString(s, "http://pages.example")
	s = calendar.ReplaceAllString(hashes.ReplaceAllString(s, "…"), "/ical/…")
	return clocks.ReplaceAllString(decided.ReplaceAllString(s, "• …\n"), "${1}hh:mm")
}

func plainValue(v any) any {
	switch v := v.(type) {
	case string:
		return plainly(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainValue(v[i])
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			out[k] = plainValue(x)
		}
		return out
	}
	return v
}

// ordered are calls that may have been made side by side, in one order.
func ordered(calls []spoken) []spoken {
	out := make([]spoken, len(calls))
	for i, c := range calls {
		args, _ := plainValue(c.Args).(map[string]any)
		delete(args, "trigger_id")
		out[i] = spoken{c.Method, args}
	}
	slices.SortStableFunc(out, func(a, b spoken) int {
		return cmp.Or(cmp.Compare(a.Method, b.Method), cmp.Compare(string(asJSON(a.Args)), string(asJSON(b.Args))))
	})
	return out
}

func asJSON(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return out.Bytes()
}

const (
	conversationFile = "testdata/conversation/calls.json"
	storeFile        = "testdata/conversation/store.jsonl.gz"
)

// keptStore is the export of a store that the demo has filled. It is kept, so that
// what the bot says does not follow the order in which pages happened to be read,
// nor what is read better today. Where the file is missing, -update makes it anew.
func keptStore(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(storeFile); *update && errors.Is(err, os.ErrNotExist) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write([]byte(exported(t, filledData(t))))
		if err := errors.Join(err, z.Close(), os.MkdirAll(filepath.Dir(storeFile), 0o700), os.WriteFile(storeFile, b.Bytes(), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(storeFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// loaded is a data directory that holds the export.
func loaded(t *testing.T, export string) string {
	t.Helper()
	dir := t.TempDir()
	file, data := filepath.Join(dir, "export.jsonl"), filepath.Join(dir, "data")
	if err := os.WriteFile(file, []byte(export), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), theProgram(t), "load", file, "--data", data).CombinedOutput(); err != nil {
		t.Fatalf("load: %v\n%s", err, out)
	}
	return data
}

// keptConversation is what was said before.
func keptConversation(t *testing.T) []exchange {
	t.Helper()
	raw, err := os.ReadFile(conversationFile)
	var kept []exchange
	if err == nil {
		err = json.Unmarshal(raw, &kept)
	}
	if err != nil && !*update {
		t.Fatal(err)
	}
	return kept
}
