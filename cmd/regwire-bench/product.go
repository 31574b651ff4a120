package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// product is the built binary and how it is told what to do.
type product struct {
	binary string
	dir    string // for data and configurations
	runs   int
}

// buildProduct builds the binary as it is shipped.
func buildProduct(ctx context.Context, root, dir string) (*product, error) {
	p := &product{binary: filepath.Join(dir, "regwire"), dir: dir}
	return p, goBuild(ctx, root, p.binary, "./cmd/regwire")
}

func goBuild(ctx context.Context, dir, out, pkg string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, pkg)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", pkg, err, said)
	}
	return nil
}

// settings of one run of the product.
type settings struct {
	hosts    int
	flying   int
	proxy    string
	page     string // "feed.xml" or "list.html"
	backfill int
	extra    string // further lines of the configuration
}

// configure writes a configuration of its own for a new, empty data directory.
func (p *product) configure(s settings) (file, data string, err error) {
	p.runs++
	dir := filepath.Join(p.dir, "run"+strconv.Itoa(p.runs))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", "", err
	}
	var sources, only strings.Builder
	sources.WriteString("authority: CAC\njurisdiction: CN\nsources:\n")
	for i := range s.hosts {
		kind := "kind: feed, family: feed"
		rule := ""
		if strings.HasSuffix(s.page, ".html") {
			kind = "kind: html, family: html"
			rule = `, rows: "ul.list li", title: "a@title", link: "a", date: "span"`
		}
		fmt.Fprintf(&sources, "  - {id: bench-%d, name_en: B%d, name_zh: B%d, %s, every: 1h, list: {urls: [\"http://%s/%s\"]%s}}\n", i, i, i, kind, hostName(i), s.page, rule)
		fmt.Fprintf(&only, "  - bench-%d\n", i)
	}
	config := fmt.Sprintf("data: data\nsources: [sources.yaml]\nonly:\n%segress: {proxy: \"http://%s\"}\npoll: {gap: 0s, in_flight: %d, backfill: %d}\n%s", only.String(), s.proxy, s.flying, s.backfill, s.extra)
	file = filepath.Join(dir, "regwire.yaml")
	for name, text := range map[string]string{file: config, filepath.Join(dir, "sources.yaml"): sources.String()} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return "", "", err
		}
	}
	return file, filepath.Join(dir, "data"), nil
}

// poll runs the binary over a new data directory.
func (p *product) poll(ctx context.Context, s settings, args ...string) (run, error) {
	file, _, err := p.configure(s)
	if err != nil {
		return run{}, err
	}
	defer func() { _ = os.RemoveAll(filepath.Dir(file)) }() // all of it goes at the end
	return start(ctx, p.binary, append([]string{"poll", "--config", file, "--json", "--log", "error"}, args...)...)
}
