package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// demoStore is a data directory that the demo has filled.
func demoStore(t *testing.T) string {
	t.Helper()
	from := recordedDemo()
	if from.code != exitDone && from.code != exitFailed {
		t.Fatalf("the demo did not run: %s", from.errs.String())
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from.dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, store.FileName), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBackupVerifyRestore(t *testing.T) {
	dir := demoStore(t)
	path := filepath.Join(t.TempDir(), "kept.db")
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"backup", path, "--data", dir}, "looked over and good"},
		{[]string{"verify", path}, "hash       ok"},
		{[]string{"verify", "--data", dir}, "copies     ok"},
		{[]string{"restore", path, "--data", dir}, "is in place"},
		{[]string{"verify", "--data", dir}, "database   ok"},
		{[]string{"backup", "--data", dir}, filepath.Join(dir, store.BackupsDir, "regwire-")},
	} {
		out, errs, code := runIn(t, "", tt.args...)
		if code != exitDone || !strings.Contains(out, tt.want) {
			t.Errorf("regwire %s: exit code %d\n%s%s", strings.Join(tt.args, " "), code, out, errs)
		}
	}
	if out, _, code := runIn(t, "", "demo", "--once", "--data", dir); code != exitDone {
		t.Errorf("the demo does not go on after the restore:\n%s", out)
	}
	if _, errs, code := runIn(t, "", "backup", path, "--data", dir); code != exitFailed || !strings.Contains(errs, "is there already") {
		t.Errorf("backup over a backup: %d %s", code, errs)
	}
}

// What verify finds damaged, it says what to do about, in words that can be typed.
func TestVerifyNamesTheWayOut(t *testing.T) {
	dir := demoStore(t)
	path := filepath.Join(dir, store.FileName)
	backup := filepath.Join(t.TempDir(), "kept.db")
	if err := os.WriteFile(backup, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := runIn(t, "", "verify", backup); code != exitFailed || !strings.Contains(errs, "do not restore it") || strings.Contains(errs, "DIR") {
		t.Errorf("a backup: exit code %d: %s", code, errs)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(raw[2*os.Getpagesize():])
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := runIn(t, "", "verify", "--data", dir); code != exitFailed || !strings.Contains(errs, "regwire restore FILE --data "+dir) {
		t.Errorf("the database: exit code %d: %s", code, errs)
	}
}

func TestVerifyFindsADamagedPageCopy(t *testing.T) {
	dir := demoStore(t)
	copied, err := filepath.Glob(filepath.Join(dir, "copies", "*", "*"))
	if err != nil || len(copied) == 0 {
		t.Fatalf("copies: %v %v", copied, err)
	}
	if err := os.WriteFile(copied[0], []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := runIn(t, "", "verify", "--data", dir); code != exitFailed || !strings.Contains(errs, "1 of ") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// TestDamagedDatabaseNeverServesWhatIsFalse changes a database in random places, half
// of the times one that was not closed. Each time the program must refuse it and name the way out, or
// tell nothing but what was stored.
func TestDamagedDatabaseNeverServesWhatIsFalse(t *testing.T) {
	t.Parallel()
	program, dir := built(t), demoStore(t)
	good, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(exported(t, program, dir).stdout) {
		rows[line], rows[textless(t, line)] = true, true
	}
	random := rand.New(rand.NewPCG(bottest.Seed(t), 1))
	refused := 0
	for n := range bottest.Rounds(25, 1000) {
		bad := t.TempDir()
		how, raw := damages[n%len(damages)](random, slices.Clone(good))
		files := map[string][]byte{store.FileName: raw}
		if n/len(damages)%2 == 0 {
			files["regwire.open"] = nil
		}
		for name, content := range files {
			if err := os.WriteFile(filepath.Join(bad, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got := exported(t, program, bad)
		switch {
		case strings.Contains(got.stderr, "goroutine ") || got.took > exportTime/2: // a file that leads in circles is given up long before
			t.Errorf("%s: ended after %s by\n%.2000s", how, got.took, got.stderr)
		case got.code != 0:
			refused++
			if !strings.Contains(got.stderr, "restore") {
				t.Errorf("%s: refused without a way out: %s", how, got.stderr)
			}
		default:
			for line := range strings.Lines(got.stdout) {
				if !rows[line] && !derived(line) {
					t.Errorf("%s: tells what was never stored: %.300s", how, line)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d refused", refused)
}

// derived reports whether a row is of a queue, an index or a counter: those have
// no checksum, since what they lead to has.
func derived(line string) bool {
	for _, kind := range []string{"damaged", "alias", "counter", "eventkey", "known", "listed", "owed", "seen", "unplanned", "unread"} {
		if strings.HasPrefix(line, `{"kind":"`+kind+`"`) {
			return true
		}
	}
	return false
}

// textless is the row of an item whose text is damaged: texts are records of their
// own.
func textless(t *testing.T, line string) string {
	t.Helper()
	var row struct {
		Kind   string          `json:"kind"`
		Key    string          `json:"key"`
		Schema int             `json:"schema"`
		Value  json.RawMessage `json:"value"`
	}
	var item feeds.Item
	if !strings.HasPrefix(line, `{"kind":"item"`) {
		return line
	}
	if err := errors.Join(json.Unmarshal([]byte(line), &row), json.Unmarshal(row.Value, &item)); err != nil {
		t.Fatal(err)
	}
	item.Text = ""
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	value, err := json.Marshal(item)
	row.Value = value
	if err := errors.Join(err, enc.Encode(row)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

type ended struct {
	stdout, stderr string
	code           int
	took           time.Duration
}

// exportTime is when an export is ended; a busy machine takes long for one.
const exportTime = 10 * time.Minute

func exported(t *testing.T, program, dir string) ended {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), exportTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "export", "--data", dir)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	began := time.Now()
	_ = cmd.Run() // the exit code says it
	return ended{out.String(), errs.String(), cmd.ProcessState.ExitCode(), time.Since(began)}
}

const page = 4096

// used is where a random page begins that holds something: bbolt makes its file
// larger in advance.
func used(random *rand.Rand, raw []byte) int {
	for {
		at := random.IntN(len(raw)/page) * page
		if slices.ContainsFunc(raw[at:at+page], func(b byte) bool { return b != 0 }) {
			return at
		}
	}
}

// damages are ways in which disks and copies fail.
var damages = []func(random *rand.Rand, raw []byte) (string, []byte){
	func(random *rand.Rand, raw []byte) (string, []byte) {
		for range 8 {
			raw[used(random, raw)+random.IntN(page)] ^= byte(1 + random.IntN(255))
		}
		return "eight bytes changed", raw
	},
	func(random *rand.Rand, raw []byte) (string, []byte) {
		at := used(random, raw)
		for i := range 16 {
			raw[at+i] ^= byte(random.IntN(256))
		}
		return fmt.Sprintf("header of page %d changed", at/page), raw
	},
	func(random *rand.Rand, raw []byte) (string, []byte) {
		at := used(random, raw)
		clear(raw[at : at+page])
		return fmt.Sprintf("page %d zeroed", at/page), raw
	},
	func(random *rand.Rand, raw []byte) (string, []byte) {
		return "tail cut off", raw[:len(raw)-1-random.IntN(len(raw)-1)]
	},
	func(random *rand.Rand, raw []byte) (string, []byte) {
		from, to := used(random, raw), used(random, raw)
		copy(raw[to:to+page], raw[from:from+page])
		return fmt.Sprintf("page %d written over page %d", from/page, to/page), raw
	},
	func(random *rand.Rand, raw []byte) (string, []byte) {
		const leaf, head, element, length = 0x02, 16, 16, 12 // bbolt's layout of pages
		for {
			at := used(random, raw)
			n := int(binary.LittleEndian.Uint16(raw[at+10:]))
			if binary.LittleEndian.Uint16(raw[at+8:]) != leaf || n == 0 || n > (page-head)/element {
				continue
			}
			// A row of an index has no value, and no checksum that could tell.
			if size := raw[at+head+random.IntN(n)*element+length:][:4]; binary.LittleEndian.Uint32(size) == 0 {
				binary.LittleEndian.PutUint32(size, 1<<20<<random.IntN(8))
				return fmt.Sprintf("a row of page %d reaches far out", at/page), raw
			}
		}
	},
	func(random *rand.Rand, raw []byte) (string, []byte) {
		const branch, head, element, child = 0x01, 16, 16, 8
		for range 100_000 {
			at := used(random, raw)
			n := int(binary.LittleEndian.Uint16(raw[at+10:]))
			if binary.LittleEndian.Uint16(raw[at+8:]) != branch || n == 0 || n > (page-head)/element {
				continue
			}
			to := uint64([]int{at, used(random, raw)}[random.IntN(2)] / page)
			binary.LittleEndian.PutUint64(raw[at+head+random.IntN(n)*element+child:], to)
			return fmt.Sprintf("page %d leads to page %d", at/page, to), raw
		}
		return "no page leads to another", raw
	},
}

// TestKilledRestoreLeavesNothingBehind kills restores and looks whether the next
// look over the store removes the copies they were making.
func TestKilledRestoreLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	program, dir := built(t), demoStore(t)
	backup := filepath.Join(t.TempDir(), "kept.db")
	if out, errs, code := runIn(t, "", "backup", backup, "--data", dir); code != exitDone {
		t.Fatal(out, errs)
	}
	rooms := func() []string {
		found, err := filepath.Glob(filepath.Join(dir, "restore-*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	left := 0
	for n := 0; left == 0 && n < 50; n++ {
		cmd := exec.CommandContext(t.Context(), program, "restore", backup, "--data", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var ended atomic.Bool
		go func() {
			_ = cmd.Wait() // killed, or ended by itself
			ended.Store(true)
		}()
		for !ended.Load() {
			if len(rooms()) > 0 {
				_ = cmd.Process.Kill() // it may have ended
			}
		}
		left = len(rooms())
	}
	if left == 0 {
		t.Fatal("no restore was killed in the middle: the run does not count")
	}
	if out, errs, code := runIn(t, "", "verify", "--data", dir); code != exitDone || len(rooms()) > 0 {
		t.Errorf("after the next look: %d %s%s, left %v", code, out, errs, rooms())
	}
}

// TestADataDirectoryThatCannotBeWrittenIsLookedInto: what is kept for an audit is mounted
// for reading alone, and every look-up was refused there.
func TestADataDirectoryThatCannotBeWrittenIsLookedInto(t *testing.T) {
	dir := demoStore(t)
	h, err := build(config{Data: dir}, surroundings{now: time.Now, log: slog.New(slog.DiscardHandler), out: io.Discard, posted: func(bot.Delivery, bot.Result) {}, readOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.close() }()
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"find", "数据出境"}, exitDone, "1 page found"},
		{[]string{"digest", "2022-09"}, exitDone, "Digest of 2022-09"},
		{[]string{"stats"}, exitDone, `"disk_free":`},
		{[]string{"export"}, exitDone, `{"kind":`},
		{[]string{"subscribe", "all", "--channel", "console:local/x"}, exitFailed, "this changes what is stored, and " + dir + " cannot be written to"},
	} {
		var out, errs bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, house: h}
		if code := p.run(t.Context(), c.args); code != c.code || !strings.Contains(out.String()+errs.String(), c.want) {
			t.Errorf("%s: exit code %d, %s%s; want %q", c.args, code, errs.String(), out.String(), c.want)
		}
	}
	if h.store.Room().Free == 0 {
		t.Error("what the disk has left is not known")
	}
	if !mayWrite(dir) || !mayWrite(filepath.Join(dir, "none")) {
		t.Error("a directory that is ours is said not to be")
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if mayWrite(dir) != (os.Geteuid() == 0) { // nothing is closed to root
		t.Error("a directory that is closed to us is said to be open")
	}
}

// A list that is due next week is no reason to wait: there is no prompt meanwhile.
func TestDemoEndsThoughAListIsDueLater(t *testing.T) {
	t.Parallel()
	dir := demoStore(t)
	s, err := store.Open(dir, store.Options{Now: func() time.Time { return demoStart }})
	if err != nil {
		t.Fatal(err)
	}
	list := bot.Delivery{
		Key:   bot.DeliveryKey{Channel: demoChannel, Kind: bot.KindDigest, Subject: "weekly", Occasion: "2022-W40"},
		State: bot.Pending, Created: demoStart, Due: demoStart.AddDate(0, 0, 3),
	}
	if err := errors.Join(s.Owe(t.Context(), []bot.Delivery{list}), s.Close()); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if _, errs, code := runIn(t, "", "demo", "--once", "--data", dir); code != exitDone || time.Since(began) > settleTime/2 {
		t.Errorf("ended with %d after %s: %s", code, time.Since(began), errs)
	}
}
