package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot/console"
)

// TestAnswersSuitTheTerminal asks of a new terminal, which does not say how wide it is, and
// of a device that is none.
func TestAnswersSuitTheTerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	nowhere, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer nowhere.Close()
	if p := (&program{stdout: nowhere, getenv: os.Getenv}); p.look(nowhere) != (console.Config{}) {
		t.Error("what nobody sees is colored")
	}
	for _, c := range []struct {
		name string
		env  map[string]string
		want console.Config
	}{
		{"usual", nil, console.Config{Color: true, Width: console.Widest}},
		{"narrow", map[string]string{"COLUMNS": "40"}, console.Config{Color: true, Width: 40}},
		{"too narrow", map[string]string{"COLUMNS": "3"}, console.Config{Color: true, Width: leastColumns}},
		{"wide", map[string]string{"COLUMNS": "400"}, console.Config{Color: true, Width: console.Widest}},
		{"no color", map[string]string{"NO_COLOR": "1"}, console.Config{Width: console.Widest}},
		{"dumb", map[string]string{"TERM": "dumb"}, console.Config{Width: console.Widest}},
	} {
		p := &program{getenv: func(name string) string { return c.env[name] }}
		if got := p.look(terminal); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if got := p.look(&bytes.Buffer{}); got != (console.Config{}) {
			t.Errorf("%s: %+v where there is no terminal", c.name, got)
		}
	}
	asked := &program{shown: &console.Config{Width: 50}, getenv: os.Getenv}
	if got := asked.look(&bytes.Buffer{}); got.Width != 50 {
		t.Errorf("%+v for somebody who asks over the socket from a terminal of 50 columns", got)
	}
}

// Verbs answer in the language of the terminal, or in the one that is asked for.
func TestVerbsAnswerInTheTerminalsLanguage(t *testing.T) {
	for _, c := range []struct {
		env       map[string]string
		line      string
		code      int
		want, not string
	}{
		{nil, "topics", exitDone, "14 topics", "个主题"},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, "topics", exitDone, "14个主题", "14 topics"},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "topics", exitDone, "14 topics", "个主题"},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, "topics --lang en", exitDone, "14 topics", "个主题"},
		{nil, "主题 --lang zh", exitDone, "14个主题", "14 topics"},
		{nil, "没有这个", exitUsage, "没有这个", "panic"},
		{nil, "topics --lang zh", exitDone, "14个主题", "14 topics"},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, "find", exitUsage, "请输入检索词", "What should"},
		{nil, "find --lang=zh", exitUsage, "请输入检索词", "What should"},
		{nil, "topics --lang de", exitUsage, "en, zh, both", "14"},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, "help", exitDone, "将符合条件的内容发到本频道", "What regwire understands"},
	} {
		var out bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(name string) string { return c.env[name] }}
		code := p.run(t.Context(), append(strings.Fields(c.line), "--data", demoStore(t)))
		if got := out.String(); code != c.code || !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%s with %v: %d %s\nwant %d with %q and without %q", c.line, c.env, code, got, c.code, c.want, c.not)
		}
	}
}

func TestServingProcessAnswersInTheLanguageOfWhoAsks(t *testing.T) {
	var out, errs bytes.Buffer
	asking := &program{getenv: func(name string) string { return map[string]string{"LANG": "zh_TW.UTF-8"}[name] }}
	serving := &program{stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, lang: asking.speaks()}
	if code := serving.run(t.Context(), []string{"help"}); code != exitDone || !strings.Contains(out.String(), "将符合条件的内容") {
		t.Errorf("%d %s%s", code, out.String(), errs.String())
	}
}

// TestAFirstWordMayExclude: -会议 is one word to leave out, and no row of flags.
func TestAFirstWordMayExclude(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	if _, errs, code := runWith(t, nil, "check", "--data", data); code != 0 {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"preview", "-会议"}, "without the words “会议”"},
		{[]string{"preview", "-bid", "all"}, "without the words “bid”"},
		{[]string{"preview", "-app-enforcement", "-会议"}, "without the words “会议”"},
		{[]string{"预览", "-会议"}, "without the words “会议”"},
		{[]string{"find", "-会议"}, "Nothing found for “-会议”"},
		{[]string{"preview", "-h"}, "Usage: regwire preview"},
	} {
		out, errs, _ := runWith(t, map[string]string{"REGWIRE_DATA": data}, c.args...)
		if !strings.Contains(out+errs, c.want) {
			t.Errorf("%q: %s%s", c.args, out, errs)
		}
	}
}

func TestADocumentIsNotWrittenToATerminal(t *testing.T) {
	data := demoStore(t)
	for device, want := range map[string]int{"/dev/ptmx": exitUsage, os.DevNull: exitDone} {
		out, err := os.OpenFile(device, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		var errs bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: out, stderr: &errs, getenv: func(string) string { return "" }}
		if code := p.run(t.Context(), []string{"digest", "2022-09", "--format", "docx", "--data", data}); code != want || strings.Contains(errs.String(), "regwire digest 2022-09 --format docx >") != (want == exitUsage) {
			t.Errorf("%s: exit code %d: %s", device, code, errs.String())
		}
	}
}
