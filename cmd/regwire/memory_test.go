package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"

	"github.com/regwire/regwire/bot/bottest"
)

var memoryLimit = regexp.MustCompile(`(?m)^go_gc_gomemlimit_bytes (\S+)$`)

// TestServeBoundsItsMemoryHoweverFewItsSources asks a serving process what limit its collector has, since
// twenty hostile sources among a few are enough to fill a heap that has none; the
// environment's word comes first.
func TestServeBoundsItsMemoryHoweverFewItsSources(t *testing.T) {
	t.Parallel()
	program := built(t)
	for env, want := range map[string]float64{"A=b": softMemoryLeast, "GOMEMLIMIT=460MiB": 460 << 20} {
		dir, metrics := t.TempDir(), bottest.FreeAddress(t)
		config := filepath.Join(dir, "regwire.yaml")
		text := fmt.Sprintf("data: data\nonly: [cac-releases]\negress: {proxy: \"http://127.0.0.1:1\"}\nlisten: {metrics: %q}\n", metrics)
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd, log := servingAs(t, program, config, env)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+metrics+"/metrics", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("it did not end well: %v\n%s", err, tail(log.String()))
		}
		m := memoryLimit.FindSubmatch(said)
		if m == nil {
			t.Fatalf("no limit is told: %.2000s", said)
		}
		if got, err := strconv.ParseFloat(string(m[1]), 64); err != nil || got != want {
			t.Errorf("with %s the limit is %s, want %.0f, %v", env, m[1], want, err)
		}
	}
}
