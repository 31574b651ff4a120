package slack

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/bottest"
)

// shared is the folder of what several tests use; it is removed after the last.
var shared = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "regwire-slack-") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := shared(); err == nil {
		_ = os.RemoveAll(dir) // a leftover in the temporary folder harms nobody
	}
	os.Exit(code)
}

// built is the program, built once, without the profile: with it all would be compiled
// once more.
var built = sync.OnceValues(func() (string, error) {
	dir, err := shared()
	if err != nil {
		return "", err
	}
	program := filepath.Join(dir, "regwire")
	build := exec.CommandContext(context.Background(), "go", "build", "-pgo=off", "-o", program, "github.com/regwire/regwire/cmd/regwire")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return program, nil
})

func theProgram(t *testing.T) string {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// filled is a data directory that the demo has filled, and its export, made once.
var filled = sync.OnceValues(func() (dir string, err error) {
	program, err := built()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(filepath.Dir(program), "filled")
	if out, err := exec.CommandContext(context.Background(), program, "demo", "--once", "--data", dir).CombinedOutput(); err != nil {
		return "", fmt.Errorf("fill a store: %w\n%s", err, out)
	}
	return dir, nil
})

// filledData is a copy of that directory.
func filledData(t *testing.T) string {
	t.Helper()
	from, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{"": 0o700, "regwire.db": 0o600} {
		if err := os.Chmod(filepath.Join(to, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// exported is the export of a data directory that nobody has open.
func exported(t *testing.T, data string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), theProgram(t), "export", "--data", data).Output()
	if err != nil {
		t.Fatalf("export: %v", err)
	}
	return string(out)
}

const appTestToken = "xapp-1-A0-1-abc"

// running is the demo as a process that hears a Slack.
type running struct {
	cmd  *exec.Cmd
	data string
	// listen is where it takes signed requests, "" when it hears by Socket Mode.
	listen string
	out    *lines
}

// lines is output that is written and read at once.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// runLive starts the demo on the data directory, with the Slack at base. By
// signed HTTP it waits until requests are taken.
func runLive(t *testing.T, base, data, channel string, signed bool, args ...string) *running {
	t.Helper()
	r := &running{data: data, out: &lines{}}
	config := "roles:\n  \"slack:T0123ABC\":\n    curates: true\n" + fmt.Sprintf("slack:\n  base: %q\n  app: A0123ABC\n  admins: [U0789GHI]\n", base)
	env := append(os.Environ(), "SLACK_BOT_TOKEN="+string(testToken))
	if signed {
		r.listen = bottest.FreeAddress(t)
		config += fmt.Sprintf("  listen: %q\n", r.listen)
		env = append(env, "SLACK_SIGNING_SECRET="+string(newSecret))
	} else {
		env = append(env, "SLACK_APP_TOKEN="+appTestToken)
	}
	file := filepath.Join(t.TempDir(), "regwire.yaml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	r.cmd = exec.CommandContext(t.Context(), theProgram(t), append([]string{"demo", "--data", data, "--config", file, "--channel", channel, "--log", "warn"}, args...)...)
	r.cmd.Env, r.cmd.Stdout, r.cmd.Stderr = env, r.out, r.out
	stdin, err := r.cmd.StdinPipe() // its end would end the demo
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		r.kill()
		if s := r.out.String(); strings.Contains(s, string(testToken)) || strings.Contains(s, appTestToken) || strings.Contains(s, string(newSecret)) {
			t.Errorf("a secret was printed: %s", s)
		}
	})
	if signed {
		r.patiently(t, "it listens", func() bool {
			conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(t.Context(), "tcp", r.listen)
			if err == nil {
				_ = conn.Close()
			}
			return err == nil
		})
	}
	return r
}

// kill is kill -9, and the wait for the end.
func (r *running) kill() {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait()
}

// patiently waits for something that a loaded machine may take long for.
func (r *running) patiently(t *testing.T, what string, done func() bool) {
	t.Helper()
	for began := time.Now(); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > 2*time.Minute {
			t.Fatalf("waited in vain until %s\n%s", what, r.out)
		}
	}
}

// demoClock finds what the demo's clock shows by asking, as Slack would, whether
// the certificate holds: requests of another time are refused.
func (r *running) demoClock(t *testing.T) func() time.Time {
	t.Helper()
	start, step := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC), 4*time.Minute
	for ahead := time.Duration(0); ahead < 48*time.Hour; ahead += step {
		if status, _ := r.signedPost(t, start.Add(ahead), formType, "ssl_check=1"); status == http.StatusOK {
			// The first time believed is at the edge of what is.
			asked, shown := time.Now(), start.Add(ahead+maxSkew-step/2)
			return func() time.Time { return shown.Add(time.Since(asked)) }
		}
	}
	t.Fatalf("the demo believes no time\n%s", r.out)
	return nil
}

// signedPost sends a signed request and returns status and body of its answer. A
// request that a busy machine did not take within its second is sent again.
func (r *running) signedPost(t *testing.T, at time.Time, contentType, body string) (status int, answer string) {
	t.Helper()
	for range 10 {
		if status, answer = r.signedPostOnce(t, at, contentType, body); status != http.StatusServiceUnavailable {
			break
		}
	}
	return status, answer
}

func (r *running) signedPostOnce(t *testing.T, at time.Time, contentType, body string) (int, string) {
	t.Helper()
	made := signedRequest(newSecret, at, contentType, body)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+r.listen+"/slack", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = made.Header
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	_, _ = b.ReadFrom(resp.Body)
	return resp.StatusCode, b.String()
}
