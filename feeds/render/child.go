package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

const (
	drawTime = 80 * time.Second // less than the parent waits
	glance   = 300 * time.Millisecond
	// settled is how many looks in a row have to see the same text.
	settled = 4
	// patience is how long a page may stay as good as empty, or its text go on changing.
	patience = 20 * time.Second
	// someText is the length from which a page counts as drawn.
	someText = 200
)

// Child is the whole life of a child process: args are those after Command. It
// reads an address from in, draws its page and writes an answer to out.
func Child(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	if len(args) != 4 {
		return fmt.Errorf("%s is started by regwire itself", Command)
	}
	if err := limit(); err != nil {
		return fmt.Errorf("hold the browser: %w", err)
	}
	address, err := io.ReadAll(io.LimitReader(in, 4096))
	if err != nil {
		return fmt.Errorf("take the address: %w", err)
	}
	if s := string(address); !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return errors.New("the address is neither http nor https")
	}
	a, err := draw(ctx, string(address), flags(args[0], args[1], args[2], args[3]))
	if err != nil {
		a = answer{Fault: "the browser could not draw the page: " + err.Error()}
	}
	return json.NewEncoder(out).Encode(a)
}

// flags are how the browser is started. What the list of the library lacks is here.
func flags(chromium, way, home, agent string) []chromedp.ExecAllocatorOption {
	out := chromedp.DefaultExecAllocatorOptions[:]
	out = append(slices.Clip(out),
		chromedp.ExecPath(chromium),
		chromedp.UserDataDir(home+"/profile"),
		chromedp.ProxyServer("http://"+way),
		// Without this, addresses on loopback go around the proxy.
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		// No look-up of its own: names are the proxy's business.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		chromedp.Flag("dns-prefetch-disable", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AsyncDns,DnsOverHttps"),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("mute-audio", true),
		chromedp.Flag("blink-settings", "imagesEnabled=false"),
		chromedp.Flag("renderer-process-limit", "1"),
		chromedp.Flag("js-flags", "--max-old-space-size=256"),
		chromedp.ModifyCmdFunc(func(*exec.Cmd) {}), // it stays in our group, which is killed as a whole
	)
	if agent != "" {
		out = append(out, chromedp.UserAgent(agent))
	}
	if os.Geteuid() == 0 {
		// Chromium refuses to start its sandbox as root; containers that run as
		// root have no other way. As any other user the sandbox stays on.
		out = append(out, chromedp.NoSandbox)
	}
	return out
}

// draw opens the page, waits until its text stands still, and takes it.
func draw(ctx context.Context, address string, options []chromedp.ExecAllocatorOption) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, drawTime)
	defer cancel()
	tab, end, err := start(ctx, options)
	if err != nil && ctx.Err() == nil { // Chromium crashes at its start now and then; nothing was asked of the site yet
		tab, end, err = start(ctx, options)
	}
	if err != nil {
		return answer{}, err
	}
	defer end()
	if _, err := chromedp.Call(tab, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true}); err != nil {
		return answer{}, err
	}
	var requests atomic.Int64
	err = chromedp.Listen(tab, func(event any) {
		if _, ok := event.(*network.EventRequestWillBeSent); ok && requests.Add(1) > MaxRequests {
			cancel()
		}
	})
	if err != nil {
		return answer{}, err
	}
	response, err := chromedp.Run(tab, chromedp.NavigateResponse(address))
	if requests.Load() > MaxRequests {
		return answer{}, fmt.Errorf("the page makes more than %d requests", MaxRequests)
	}
	if err != nil {
		return answer{}, err
	}
	wait := patience
	if response != nil && response.Status >= 400 {
		wait = 0 // an error page says little and is drawn at once
	}
	a, err := settle(tab, wait)
	if requests.Load() > MaxRequests {
		return answer{}, fmt.Errorf("the page makes more than %d requests", MaxRequests)
	}
	if response != nil {
		a.Status = int(response.Status)
	}
	return a, err
}

// start starts the browser, which must be ended, with one tab and without downloads.
func start(ctx context.Context, options []chromedp.ExecAllocatorOption) (tab context.Context, end func(), err error) {
	allocated, endBrowser := chromedp.NewExecAllocator(ctx, options...)
	tab, closeTab := chromedp.NewContext(allocated)
	end = func() {
		closeTab()
		endBrowser()
	}
	if _, err := chromedp.CallBrowser(tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}); err != nil {
		end()
		return nil, nil, err
	}
	return tab, end, nil
}

// settle waits for the text of the page and takes the page as it then is. A page whose text never
// stands still, such as one with a countdown, is taken when there is text and patience has ended.
func settle(tab context.Context, patience time.Duration) (answer, error) {
	began, last, same := time.Now(), -1, 0
	for {
		n, err := chromedp.Run(tab, chromedp.Evaluate[int](`document.body ? document.body.innerText.length : 0`))
		if err != nil {
			return answer{}, err
		}
		if same++; n != last {
			last, same = n, 0
		}
		still, there, late := same >= settled, n >= someText, time.Since(began) > patience
		if still && there || late && (still || there) {
			break
		}
		select {
		case <-tab.Done():
			return answer{}, context.Cause(tab)
		case <-time.After(glance):
		}
	}
	html, err := chromedp.Run(tab, chromedp.Evaluate[string](fmt.Sprintf(`document.documentElement.outerHTML.slice(0, %d)`, maxPage)))
	if err != nil {
		return answer{}, err
	}
	at, err := chromedp.Run(tab, chromedp.Location())
	return answer{URL: at, HTML: html}, err
}
