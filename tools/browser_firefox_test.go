package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"declarationwatch/tools/internal/fixture"
)

// framedPage is what a browser shows of one page in a frame of one width.
type framedPage struct {
	Page     string
	Width    int
	Over     int // pixels that it is too wide
	Height   int // of what is in it
	Statuses []string
}

// TestFirefox lays pages out in Firefox as in Chromium: nothing runs over, each status has the same colours, and the
// page is about as high.
func TestFirefox(t *testing.T) {
	t.Parallel()
	firefox, err := exec.LookPath("firefox-esr")
	if err != nil {
		fixture.Missing(t, errors.New("there is no Firefox on this machine: apt-get install firefox-esr, or .ci/run"))
	}
	site := realSite(t)
	pages, err := json.Marshal([]string{"", "matrix/", site.heaviest(t, "signatories/"), "embed/matrix/"})
	if err != nil {
		t.Fatal(err)
	}
	reports := make(chan []framedPage, 2)
	files := http.FileServer(http.Dir(site.dir)) // without the policies of the host, which forbid frames
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/frames.html":
			fmt.Fprintf(w, frames, pages, statuses)
		case "/report":
			var report []framedPage
			if err := json.NewDecoder(r.Body).Decode(&report); err != nil {
				t.Error(err)
			}
			reports <- report
		default:
			files.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	received := func(browser string) []framedPage {
		t.Helper()
		select {
		case report := <-reports:
			return report
		case <-time.After(patience):
			t.Fatalf("%s shows nothing", browser)
		}
		return nil
	}

	openTab(t, server.URL+"/", look{}).open("frames.html")
	want := received("chromium")

	profile := t.TempDir()
	write(t, filepath.Join(profile, "user.js"), `user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("app.normandy.enabled", false);
`)
	run := exec.Command(firefox, "--headless", "--no-remote", "--profile", profile, server.URL+"/frames.html")
	run.Env = append(os.Environ(), "HOME="+profile, "MOZ_HEADLESS_WIDTH=1600", "MOZ_HEADLESS_HEIGHT=1000")
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = run.Process.Kill(); _ = run.Wait() }()
	got := received("firefox")

	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("%d pages in firefox, %d in chromium", len(got), len(want))
	}
	for i, f := range got {
		c := want[i]
		if f.Over > 0 {
			t.Errorf("/%s runs %d px over in firefox at %d px", f.Page, f.Over, f.Width)
		}
		if len(f.Statuses) == 0 || !slices.Equal(f.Statuses, c.Statuses) {
			t.Errorf("/%s at %d px: statuses are %q in firefox, %q in chromium", f.Page, f.Width, f.Statuses, c.Statuses)
		}
		if f.Height < c.Height*3/4 || f.Height > c.Height*4/3 {
			t.Errorf("/%s at %d px is %d px high in firefox, %d px in chromium", f.Page, f.Width, f.Height, c.Height)
		}
	}
}

// frames is a page that shows others in frames, one after the other, and reports what it sees of them.
const frames = `<!doctype html><title>Frames</title><link rel="icon" href="data:,"><body><script type="module">
const found = [];
for (const Page of %s) {
	for (const Width of [360, 1440]) {
		const frame = document.createElement("iframe");
		frame.style = "border: 0; height: 900px; width: " + Width + "px";
		frame.src = "/" + Page;
		document.body.replaceChildren(frame);
		await new Promise((loaded) => frame.onload = loaded);
		const seen = frame.contentDocument;
		const statuses = new Function("document", "getComputedStyle", "return " + %q)(seen, frame.contentWindow.getComputedStyle.bind(frame.contentWindow));
		found.push({ Page, Width, Over: seen.documentElement.scrollWidth - seen.documentElement.clientWidth, Height: Math.round(seen.body.getBoundingClientRect().height), Statuses: [...new Set(statuses)] });
	}
}
await fetch("/report", { method: "POST", body: JSON.stringify(found) });
</script>`
