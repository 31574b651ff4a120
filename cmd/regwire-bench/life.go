package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// serving is the binary serving a data directory.
type serving struct {
	cmd     *exec.Cmd
	started time.Time
}

func (b *bench) serve(ctx context.Context, config string) (*serving, error) {
	s := &serving{cmd: exec.CommandContext(ctx, b.product.binary, "serve", "--config", config, "--log", "error"), started: time.Now()}
	s.cmd.Stderr = os.Stderr
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start regwire serve: %w", err)
	}
	return s, nil
}

func (s *serving) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait() // it was told to end
}

// idle stores 100,000 items of 1,000 feeds, reads them, and then looks at a
// serving process that has nothing to do.
func (b *bench) idle(ctx context.Context) ([]figure, error) {
	address, stop, err := listen(NewPublisher(Knobs{Items: 100, Body: 40, Validators: true}))
	if err != nil {
		return nil, err
	}
	defer stop()
	config, _, err := b.product.configure(settings{hosts: b.hosts, flying: flying, proxy: address, page: "feed.xml"})
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(filepath.Dir(config)) }()
	if _, err := start(ctx, b.product.binary, "poll", "--config", config, "--json", "--log", "error"); err != nil {
		return nil, err
	}
	s, err := b.serve(ctx, config)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	const settle, look = 10 * time.Second, 20 * time.Second
	time.Sleep(settle)
	before := processCPU(s.cmd.Process.Pid)
	time.Sleep(look)
	used := processCPU(s.cmd.Process.Pid) - before
	anon, err := anonymous(s.cmd.Process.Pid)
	if err != nil {
		return nil, err
	}
	return []figure{
		{what: fmt.Sprintf("anonymous memory, %d feeds, %d items", b.hosts, 100*b.hosts), value: float64(anon) / (1 << 20), limit: 40, unit: " MB"},
		{what: "CPU", value: 100 * used.Seconds() / look.Seconds(), limit: 0.5, unit: "%"},
	}, nil
}

// firstRequest answers nothing found, and says when it was first asked.
type firstRequest struct {
	once sync.Once
	at   chan time.Time
}

func (f *firstRequest) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.once.Do(func() { f.at <- time.Now() })
	http.NotFound(w, r)
}

// toFirstPoll is the time from exec to the first request.
func (b *bench) toFirstPoll(ctx context.Context, config string, first *firstRequest) (time.Duration, error) {
	s, err := b.serve(ctx, config)
	if err != nil {
		return 0, err
	}
	defer s.stop()
	select {
	case at := <-first.at:
		return at.Sub(s.started), nil
	case <-time.After(time.Minute):
		return 0, errors.New("regwire serve asked for nothing within a minute")
	}
}

// startItems are stored for the start with a full store.
const startItems = 2000

// startUp compares with a program that imports the same packages and does nothing.
func (b *bench) startUp(ctx context.Context) ([]figure, error) {
	empty, err := b.emptyProgram(ctx)
	if err != nil {
		return nil, err
	}
	filled, err := os.MkdirTemp(b.dir, "filled-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(filled) }()
	if err := b.fill(ctx, filled, startItems); err != nil {
		return nil, err
	}
	var bare, none, many []float64
	for range 2*b.times + 1 {
		began := time.Now()
		if err := exec.CommandContext(ctx, empty).Run(); err != nil {
			return nil, fmt.Errorf("run the empty program: %w", err)
		}
		bare = append(bare, time.Since(began).Seconds())
		for data, times := range map[string]*[]float64{"": &none, filepath.Join(filled, "data"): &many} {
			took, err := b.startOver(ctx, data)
			if err != nil {
				return nil, err
			}
			*times = append(*times, took.Seconds())
		}
	}
	return []figure{
		{what: "empty store", value: median(none) / median(bare), limit: 5, unit: "x"},
		{what: fmt.Sprintf("store with %d items, against an empty one", startItems), value: median(many) / median(none), limit: 1.25, unit: "x"},
		{what: "empty program", value: 1000 * median(bare), unit: " ms", free: true},
		{what: "exec to first poll", value: 1000 * median(none), unit: " ms", free: true},
	}, nil
}

// startOver serves a copy of the data together with a source that was never
// visited.
func (b *bench) startOver(ctx context.Context, data string) (time.Duration, error) {
	first := &firstRequest{at: make(chan time.Time, 1)}
	address, stop, err := listen(first)
	if err != nil {
		return 0, err
	}
	defer stop()
	config, own, err := b.product.configure(settings{hosts: 1, flying: flying, proxy: address, page: "feed.xml"})
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(filepath.Dir(config)) }()
	if data != "" {
		if err := os.MkdirAll(own, 0o700); err != nil {
			return 0, err
		}
		raw, err := os.ReadFile(filepath.Join(data, "regwire.db"))
		if err != nil {
			return 0, err
		}
		if err := os.WriteFile(filepath.Join(own, "regwire.db"), raw, 0o600); err != nil {
			return 0, err
		}
	}
	return b.toFirstPoll(ctx, config, first)
}

// fill loads plain items into the data directory.
func (b *bench) fill(ctx context.Context, dir string, items int) error {
	var lines strings.Builder
	for i := range items {
		line, err := json.Marshal(map[string]string{
			"id": strconv.Itoa(i), "url": fmt.Sprintf("http://www.bench.example/2022/art_%d.html", i), "title": title(hostName(i%1000), i),
			"body": text(hostName(i%1000), i, 40), "published": "2022-09-14", "source": "CAC",
		})
		if err != nil {
			return err
		}
		lines.Write(append(line, '\n'))
	}
	file := filepath.Join(dir, "items.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, b.product.binary, "load", file, "--data", filepath.Join(dir, "data"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("load items: %w: %s", err, out)
	}
	return nil
}

// emptyProgram builds a program that has the binary's imports and an empty main,
// by laying other files over those of cmd/regwire.
func (b *bench) emptyProgram(ctx context.Context) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=Dir,GoFiles,Imports", "./cmd/regwire")
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("list the imports of cmd/regwire: %w", err)
	}
	var pkg struct {
		Dir              string
		GoFiles, Imports []string
	}
	if err := json.Unmarshal(out, &pkg); err != nil {
		return "", err
	}
	var src strings.Builder
	src.WriteString("package main\n\nimport (\n")
	for _, path := range pkg.Imports {
		fmt.Fprintf(&src, "\t_ %q\n", path)
	}
	src.WriteString(")\n\nfunc main() {}\n")
	file := filepath.Join(b.dir, "empty.go")
	overlay := map[string]map[string]string{"Replace": {filepath.Join(pkg.Dir, "main.go"): file}}
	for _, name := range pkg.GoFiles {
		if name != "main.go" {
			overlay["Replace"][filepath.Join(pkg.Dir, name)] = ""
		}
	}
	table, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	list := filepath.Join(b.dir, "overlay.json")
	if err := errors.Join(os.WriteFile(file, []byte(src.String()), 0o600), os.WriteFile(list, table, 0o600)); err != nil {
		return "", err
	}
	binary := filepath.Join(b.dir, "empty")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-overlay", list, "-o", binary, "./cmd/regwire")
	build.Dir = b.root
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the empty program: %w\n%s", err, said)
	}
	return binary, nil
}

func (b *bench) size(context.Context) ([]figure, error) {
	info, err := os.Stat(b.product.binary)
	if err != nil {
		return nil, err
	}
	return []figure{{what: "stripped, without cgo", value: float64(info.Size()) / 1e6, limit: 16, unit: " MB"}}, nil
}
