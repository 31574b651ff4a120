package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
)

const september = "../../feeds/replay/september2022"

func TestTryOfSeveralSourcesSaysWhatCameOfEach(t *testing.T) {
	out, errs, code := runIn(t, "", "try", "cac-releases", "bjca-notices", "us-ftc-press", "--recording", september, "--at", "2022-09-30T18:00:00+08:00")
	if code != 1 || errs != "regwire: 1 of 3 sources were not read: us-ftc-press\n" {
		t.Errorf("exit code %d\n%s", code, errs)
	}
	for _, want := range []string{"cac-releases: items, 13 rows\n", "bjca-notices: items, 10 rows\n", "us-ftc-press: error, 0 rows: ", "alerts would be posted; nothing was stored or posted"} {
		if !strings.Contains(out, want) {
			t.Errorf("output lacks %q:\n%s", want, out)
		}
	}
	if !regexp.MustCompile(`(?m)^3 sources \(error 1, items 2\): 23 rows, 23 items, 23 read, in [0-9.]+m?s$`).MatchString(out) {
		t.Errorf("no summary:\n%s", out)
	}
	if strings.Contains(errs+out, "\r") {
		t.Error("a bar is drawn where no terminal is")
	}
}

// TestTryTellsAFailureOnce: log, line and verdict told one source's thrice.
func TestTryTellsAFailureOnce(t *testing.T) {
	out, errs, code := runIn(t, "", "try", "us-ftc-press", "--recording", september, "--at", "2022-09-30")
	if code != 1 || out != "" || !strings.HasPrefix(errs, "regwire: not read: us-ftc-press (error: ") || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, out, errs)
	}
}

func TestTryOfOneSourceThatIsReadEndsWell(t *testing.T) {
	out, errs, code := runIn(t, "", "try", "sheitc-announcements", "--recording", september, "--at", "2022-09-30T18:00:00+08:00")
	if code != 0 || !strings.Contains(out, "sheitc-announcements: items, 12 rows\n12 items:\n") {
		t.Errorf("exit code %d\n%s\n%s", code, errs, out)
	}
}

func TestTryTakesADayForATime(t *testing.T) {
	if out, errs, code := runIn(t, "", "try", "sheitc-announcements", "--recording", september, "--at", "2022-09-30"); code != 0 || !strings.Contains(out, "12 rows") {
		t.Errorf("exit code %d\n%s\n%s", code, errs, out)
	}
	const want = `"yesterday" is no time like 2026-10-03T09:00:00+08:00 and no day like 2026-10-03`
	if _, errs, code := runIn(t, "", "try", "sheitc-announcements", "--at", "yesterday"); code != exitUsage || !strings.Contains(errs, want) {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// TestBarIsDrawnOnATerminalForSeveralSources: the bar is wiped before the lines come.
func TestBarIsDrawnOnATerminalForSeveralSources(t *testing.T) {
	var out, drawn bytes.Buffer
	tr := &trial{out: &out, drawn: &drawn, began: time.Now()}
	tr.begin(2)
	tr.observe(poll.Observation{Source: "a", Outcome: feeds.OutcomeItems, Rows: 3, New: 3})
	if out.Len() > 0 {
		t.Errorf("%q is written into the bar", out.String())
	}
	tr.observe(poll.Observation{Source: "a", Reading: true, Outcome: feeds.OutcomeArticle, Read: 1})
	tr.observe(poll.Observation{Source: "b", Outcome: feeds.OutcomeItems, Rows: 1, New: 1})
	tr.end()
	for _, want := range []string{
		"[------------------------------] 0 of 2 sources, 0 items read", "[###############---------------] 1 of 2 sources, 1 items read", "[##############################] 2 of 2 sources",
	} {
		if !strings.Contains(drawn.String(), want) {
			t.Errorf("%q lacks %q", drawn.String(), want)
		}
	}
	if !strings.HasSuffix(drawn.String(), "\r\x1b[K") || !strings.HasPrefix(out.String(), "a: items, 3 rows\nb: items, 1 row\n2 sources (items 2): 4 rows, 4 items, 1 read, in ") {
		t.Errorf("bar %q, lines %q", drawn.String(), out.String())
	}
}

// slowRule takes the fifth power of a page's depth: for every last link it tries all
// ways to find five elements above it.
const slowRule = `authority: CAC
jurisdiction: CN
sources:
  - {id: slow, kind: html, family: none, list: {urls: ["https://list.example/"], rows: "section div div div div div a", title: a}}
`

// slowSource is a configuration with slowRule, a page that it is slow on, and a
// recording that has the page as the list.
func slowSource(t *testing.T) (config, page, recording string) {
	t.Helper()
	dir := t.TempDir()
	recording = filepath.Join(dir, "recording")
	config, page = filepath.Join(dir, "regwire.yaml"), filepath.Join(recording, "list.example", "page.html")
	deep := "<html><body>" + strings.Repeat("<div>", 480) + strings.Repeat(`<a href="/a.html">x</a>`, 100) + strings.Repeat("</div>", 480) + "</body></html>"
	if err := os.MkdirAll(filepath.Dir(page), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		config:                          "sources: [" + filepath.Join(dir, "slow.yaml") + "]\n",
		filepath.Join(dir, "slow.yaml"): slowRule,
		filepath.Join(filepath.Dir(page), "site.yaml"): "host: list.example\nscheme: both\nresponses:\n  - {path: /, file: page.html}\n",
		page: deep,
	} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return config, page, recording
}

// TestPageThatTakesTooLongIsGivenUp runs the program itself: what reads the page does
// not end before the process does.
func TestPageThatTakesTooLongIsGivenUp(t *testing.T) {
	program := built(t)
	config, page, recording := slowSource(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"extract", "slow", "--file", page}, page + " as slow: the document took more than 5 seconds to read\n"},
		{[]string{"try", "slow", "--recording", recording}, "not read: slow (error: the document took more than 5 seconds to read)\n"},
	} {
		t.Run(c.args[0], func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			var errs bytes.Buffer
			cmd := exec.CommandContext(t.Context(), program, append(c.args, "--config", config)...)
			cmd.Stderr = &errs
			err := cmd.Run()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.HasSuffix(errs.String(), c.want) {
				t.Errorf("%v, said %q, want %q", err, errs.String(), c.want)
			}
			// To the end it would take hours; starting may take long on a busy machine.
			if took := time.Since(began); took < extract.ParseLimit || took > 2*time.Minute {
				t.Errorf("gave up after %s", took)
			}
		})
	}
}
