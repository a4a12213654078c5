package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// What the tests share that look at pages in a real browser.

// patience is how long a test waits for what takes a second on an idle machine.
const patience = 60 * time.Second

// browser starts headless Chromium. Without one on the machine the test is skipped, but never where CI=true.
func browser(t *testing.T) context.Context {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	if found == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no Chromium on this machine")
		}
		t.Skip("there is no Chromium on this machine")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(found),
		chromedp.NoSandbox, // a test machine's root user may not use the sandbox
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	tab, end := chromedp.NewContext(allocator)
	limited, cancel := context.WithTimeout(tab, 3*time.Minute)
	t.Cleanup(func() { cancel(); end(); stop() })
	return limited
}

// serveFolder serves the files of a folder until the test ends, and gives the address of the folder without a closing
// slash.
func serveFolder(t *testing.T, dir string) string {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL
}

// console collects what pages say in the browser's console from now on: errors, refused requests, forgotten messages.
func console(tab context.Context) (said func() []string) {
	var mu sync.Mutex
	var all []string
	messages := chromedp.Console(tab)
	go func() {
		for m, err := range messages {
			if err != nil {
				return // the browser is gone
			}
			mu.Lock()
			all = append(all, m.String())
			mu.Unlock()
		}
	}()
	return func() []string { mu.Lock(); defer mu.Unlock(); return all }
}

// ask evaluates a JavaScript expression in the page.
func ask[T any](t *testing.T, tab context.Context, expression string) T {
	t.Helper()
	value, err := chromedp.Run(tab, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// await waits until a JavaScript expression is true in the page.
func await(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		// While a page loads there is nothing to ask; the next turn asks again.
		if value, err := chromedp.Run(tab, chromedp.Evaluate[bool](expression)); err == nil && value {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %v it is not so that %s; the page:\n%s", patience, expression, visible(tab))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// do runs actions of the browser.
func do(t *testing.T, tab context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, steps...); err != nil {
		t.Fatal(err)
	}
}

// visible is the text that the page shows.
func visible(tab context.Context) string {
	// While the page reloads there is nothing to ask; the caller asks again.
	text, _ := chromedp.Run(tab, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`))
	return text
}

// eventually waits until the page shows some words, or no longer shows them.
func eventually(t *testing.T, tab context.Context, words string, wanted bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		text := visible(tab)
		if text != "" && strings.Contains(text, words) == wanted {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %v the page shows %q: %v, want %v; the page:\n%s", patience, words, !wanted, wanted, text)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
