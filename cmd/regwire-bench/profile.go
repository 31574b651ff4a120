package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// The compiler inlines what is called most when it finds cmd/regwire/default.pgo. That
// file is recorded here, with the loads of the bars: a first refresh, steady ones,
// and one with reading. It stays useful while the code changes, and is made again by
//
//	go run . --profile ../../cmd/regwire/default.pgo
//
// The bare programs are built without any: they stand for what anybody can have.

// profiled is laid over cmd/regwire as one more file: the program itself has no way
// to record a profile.
const profiled = `package main

import (
	"context"
	"os"
	"runtime/pprof"
)

func init() {
	out, err := os.Create(os.Getenv("REGWIRE_BENCH_PROFILE"))
	if err != nil {
		panic(err)
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		panic(err)
	}
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, tunes: true}
	code := p.run(context.Background(), os.Args[1:])
	pprof.StopCPUProfile()
	os.Exit(code)
}
`

// profileEnv names the file that a profiled binary writes to.
const profileEnv = "REGWIRE_BENCH_PROFILE"

// profile records the loads and writes what they have in common to file.
func (b *bench) profile(ctx context.Context, file string) error {
	binary, err := b.profiledBinary(ctx)
	if err != nil {
		return err
	}
	b.product = &product{binary: binary, dir: b.dir}
	steady := []string{"--no-read", "--times", strconv.Itoa(allRounds)}
	validated, plain := Knobs{Items: usualItems, Body: usualBody, Validators: true}, Knobs{Items: usualItems, Body: usualBody}
	var parts []string
	for i, s := range []sides{
		{knobs: validated, product: []string{"--no-read"}},
		{knobs: plain, product: []string{"--no-read"}},
		{knobs: validated, product: steady},
		{knobs: plain, product: steady},
		{knobs: validated, product: []string{"--post"}, settings: settings{backfill: 30}},
	} {
		part := filepath.Join(b.dir, "profile"+strconv.Itoa(i))
		if err := os.Setenv(profileEnv, part); err != nil {
			return err
		}
		s.hosts, s.flying = b.hosts, flying
		if _, err := b.ours(ctx, s); err != nil {
			return err
		}
		parts = append(parts, part)
	}
	raw, err := exec.CommandContext(ctx, "go", append([]string{"tool", "pprof", "-proto", "-output", filepath.Join(b.dir, "merged")}, parts...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("merge profiles: %w\n%s", err, raw)
	}
	return withoutPath(filepath.Join(b.dir, "merged"), binary, file)
}

func (b *bench) profiledBinary(ctx context.Context) (string, error) {
	source := filepath.Join(b.dir, "profiled.go")
	folder, err := filepath.Abs(filepath.Join(b.root, "cmd", "regwire"))
	if err != nil {
		return "", err
	}
	// The last file by name: its init runs when all others have.
	table, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(folder, "zz_profiled.go"): source}})
	if err != nil {
		return "", err
	}
	list := filepath.Join(b.dir, "profiled.json")
	if err := errors.Join(os.WriteFile(source, []byte(profiled), 0o600), os.WriteFile(list, table, 0o600)); err != nil {
		return "", err
	}
	binary := filepath.Join(b.dir, "regwire-profiled")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-pgo=off", "-overlay", list, "-o", binary, "./cmd/regwire")
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build a profiled binary: %w\n%s", err, said)
	}
	return binary, nil
}

// withoutPath writes the profile from one file to another without the place of the
// binary, which is of this machine only. The format knows lengths, so that it is
// written over in place.
func withoutPath(from, path, to string) error {
	packed, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	in, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("read profile: %w", err)
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("read profile: %w", err)
	}
	raw = bytes.ReplaceAll(raw, []byte(path), fmt.Appendf(nil, "%-*s", len(path), "regwire"))
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(raw); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, out.Bytes(), 0o600)
}
