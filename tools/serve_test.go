package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"declarationwatch/tools/internal/campaign"
)

func TestOffLoopback(t *testing.T) {
	for address, warned := range map[string]bool{"127.0.0.1": false, "127.8.0.1": false, "::1": false, "0.0.0.0": true, "::": true, "192.168.1.7": true} {
		for _, preview := range []bool{false, true} {
			got := offLoopback(&net.TCPAddr{IP: net.ParseIP(address), Port: 1313}, preview)
			if (got != "") != warned || warned && strings.Contains(got, "embargo") != preview {
				t.Errorf("%s, preview %v: warning %q", address, preview, got)
			}
		}
	}
}

// TestServeInBrowser edits a project while a real browser shows it.
func TestServeInBrowser(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	second := "+++\ntitle = \"Second\"\ndescription = \"Second.\"\ndate = 2022-07-02\n[params]\nstatement = \"partner\"\npublisher = \"P\"\nevidence = \"text\"\n+++\nWords of the second.\n"
	write(t, filepath.Join(dir, "content", "statements", "second.md"), second)
	url, printed := startServe(t, dir)
	tab := browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(url+"statements/first/")); err != nil {
		t.Fatal(err)
	}
	shows := func(words string) { t.Helper(); eventually(t, tab, words, true) }
	hides := func(words string) { t.Helper(); eventually(t, tab, words, false) }
	edit := func(file, from, to string) {
		t.Helper()
		name := filepath.Join(dir, filepath.FromSlash(file))
		text, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(text, []byte(from)) {
			t.Fatalf("%s does not hold %q: %v", file, from, err)
		}
		if err := os.WriteFile(name, bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	// reports waits until the terminal has a line so many times.
	reports := func(line string, times int) {
		t.Helper()
		for deadline := time.Now().Add(patience); strings.Count(printed(), line) < times; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%q is not printed %d times:\n%s", line, times, printed())
			}
		}
	}

	shows("So far 59,000 people came")

	// An edit is on the page before the whole site is built again, and stays when that is done.
	edit("content/statements/first.md", "So far", "Until now")
	shows("Until now 59,000 people came")
	reports("shown in", 1)
	reports("checked in", 1)
	shows("Until now 59,000 people came")

	// A newer edit wins: the build of the first may end or not, and never takes the second from the page.
	edit("content/statements/first.md", "Families wait", "Parents wait")
	shows("Parents wait")
	edit("content/statements/first.md", "Parents wait", "Children wait")
	shows("Children wait")
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if _, feed := get(t, url+"feed.xml"); strings.Contains(feed, "Children wait") { // which only the whole build writes
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the newest edit is not built:\n%s", printed())
		}
	}
	shows("Children wait")

	// What only the whole site shows is reported behind the edit, on the page that has it.
	edit("content/statements/first.md", "Children wait", "[The method](/method/#nowhere) says that children wait")
	shows("The method says that children wait")
	shows("#nowhere")
	shows("This page is new, the rest of the site is the last good one")

	// What is withheld goes at once, while the site as a whole has errors and while the record has, and comes back.
	answers := func(address string, status int) {
		t.Helper()
		for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
			answer, _ := get(t, url+address)
			if answer.StatusCode == status {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("/%s: %s, want %d:\n%s", address, answer.Status, status, printed())
			}
		}
	}
	edit("content/statements/second.md", "+++\ntitle", "+++\npublishDate = 2100-01-01\ntitle")
	answers("statements/second/", http.StatusNotFound)
	answers("feed.xml", http.StatusNotFound) // which has its text
	edit("content/statements/second.md", "publishDate = 2100-01-01\n", "")
	answers("statements/second/", http.StatusOK)
	edit("config.toml", "[params]", "[params]\nbroken = [")
	reports("config.toml", 1)
	edit("content/statements/second.md", "+++\ntitle", "+++\npublishDate = 2100-01-01\ntitle")
	answers("statements/second/", http.StatusNotFound)
	edit("config.toml", "[params]\nbroken = [", "[params]")
	edit("content/statements/second.md", "publishDate = 2100-01-01\n", "")
	answers("statements/second/", http.StatusOK)
	edit("content/statements/first.md", "[The method](/method/#nowhere) says", "The method says")
	hides("#nowhere")

	// A page comes out and goes at its hour, without an edit. The edit has to be shown before that hour: else the next is later still.
	turns := func(key string, before, after int) {
		t.Helper()
		for wait := 2 * time.Second; wait < patience; wait *= 2 {
			hour := time.Now().Add(wait)
			words := "Until " + hour.Format(time.RFC3339Nano)
			text := strings.Replace(second, "\n[params]", "\n"+key+" = "+hour.Format(time.RFC3339Nano)+"\n[params]", 1) + words + ".\n"
			write(t, filepath.Join(dir, "content", "statements", "second.md"), text)
			taken := false
			for !taken && time.Now().Before(hour) {
				answer, page := get(t, url+"statements/second/")
				taken = answer.StatusCode == before && (before != http.StatusOK || strings.Contains(page, words)) && time.Now().Before(hour)
			}
			if taken {
				answers("statements/second/", after)
				break
			}
		}
		write(t, filepath.Join(dir, "content", "statements", "second.md"), second)
		answers("statements/second/", http.StatusOK)
	}
	turns("publishDate", http.StatusNotFound, http.StatusOK)
	turns("expiryDate", http.StatusOK, http.StatusNotFound)

	// A page that is under embargo is nowhere, neither before the whole site is built nor after.
	held := filepath.Join(dir, "content", "statements", "held.md")
	if err := os.WriteFile(held, []byte("+++\ntitle = \"Held\"\ndescription = \"Held.\"\ndate = 2022-07-01\npublishDate = 2100-01-01\n[params]\nstatement = \"partner\"\npublisher = \"P\"\nevidence = \"text\"\n+++\nNobody may read this yet.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	edit("content/statements/first.md", "The method says that children", "It says that children")
	shows("It says that children wait")
	if answer, _ := get(t, url+"statements/held/"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a page under embargo: %s", answer.Status)
	}
	if err := os.Remove(held); err != nil {
		t.Fatal(err)
	}
	edit("content/statements/first.md", "It says that children wait:", "Families wait:")
	shows("Families wait")

	edit("data/programmes/parole.toml", "59_000", "61_000")
	shows("Until now 61,000 people came")

	// A style, flat as the host will send it.
	edit("assets/css/base.css", "@layer base {", "@layer base { html { --edited: yes }")
	const edited = `getComputedStyle(document.documentElement).getPropertyValue("--edited").trim()`
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if style, err := chromedp.Run(tab, chromedp.Evaluate[string](edited)); err == nil && style == "yes" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a style that was edited does not apply")
		}
	}
	_, first := get(t, url+"statements/first/")
	if _, sheet := get(t, strings.TrimSuffix(url, "/")+regexp.MustCompile(`/css/site\.[^"]+`).FindString(first)); !strings.Contains(sheet, "--edited") || strings.Contains(sheet, "@layer") {
		t.Error("the style sheet is not flat")
	}

	// What templates keep of a page follows the data too.
	if err := chromedp.Do(tab, chromedp.Navigate(url+"commitments/family-reunification/")); err != nil {
		t.Fatal(err)
	}
	edit("data/assessments/united-states.toml", `"reversed"`, `"stalled"`)
	shows("Stalled")
	if about, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.querySelector('meta[name=description]').content")); err != nil || !strings.Contains(about, "stalled") {
		t.Errorf("the page is described as %q: %v", about, err)
	}
	if err := chromedp.Do(tab, chromedp.Navigate(url+"statements/first/")); err != nil {
		t.Fatal(err)
	}

	edit("layouts/_partials/layout/footer.html", "<footer", "<p>a word in the layout</p><footer")
	shows("a word in the layout")

	// A mistake is reported on the page and in the terminal, and the page stays.
	const mistake = `data/pledges/united-states.toml:3:1: error: unknown commitment "family-reunion"`
	edit("data/pledges/united-states.toml", `"family-reunification"`, `"family-reunion"`)
	shows(mistake)
	shows("Until now 61,000 people came")
	if !strings.Contains(printed(), mistake) {
		t.Errorf("the terminal does not tell of the mistake:\n%s", printed())
	}

	edit("content/statements/second.md", "+++\ntitle", "+++\ndraft = true\ntitle")
	answers("statements/second/", http.StatusNotFound)
	for _, address := range []string{"statements/", "statements/second/", "nowhere/"} { // the list and the page for wrong addresses name it
		if answer, page := get(t, url+address); strings.Contains(page, "/statements/second/") || !strings.Contains(page, "united-states.toml:3:1: error") {
			t.Errorf("/%s is %s and names a page that is withheld, or not the mistake", address, answer.Status)
		}
	}
	edit("data/programmes/parole.toml", "[[entry]]", "[[entry]]\npublish_after = \"2100-01-01\"")
	answers("programmes/parole/", http.StatusNotFound)
	edit("data/programmes/parole.toml", "publish_after = \"2100-01-01\"\n", "")
	answers("programmes/parole/", http.StatusOK)

	// Corrected, it goes.
	edit("content/statements/second.md", "draft = true\n", "")
	edit("data/pledges/united-states.toml", `"family-reunion"`, `"family-reunification"`)
	hides(mistake)
	shows("Until now 61,000 people came")
	answers("statements/", http.StatusOK)

	// A page in a folder that was not there when serve began.
	folder := filepath.Join(dir, "content", "statements", "new")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	page := "+++\ntitle = \"New\"\ndescription = \"New.\"\ndate = 2022-07-01\n[params]\nstatement = \"partner\"\npublisher = \"P\"\nevidence = \"text\"\n+++\nBrand new words.\n"
	if err := os.WriteFile(filepath.Join(folder, "index.md"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(patience)
	for {
		// The page may reload by itself just then, which ends the navigation: the next turn asks again.
		_ = chromedp.Do(tab, chromedp.Navigate(url+"statements/new/"))
		if strings.Contains(visible(tab), "Brand new words.") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a page in a new folder does not appear")
		}
		time.Sleep(100 * time.Millisecond)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("serve wrote into public/")
	}
}

// TestServePreview begins without a site, as config.toml is broken, and edits a page that is under embargo, which a preview shows and nobody
// has open.
func TestServePreview(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	held := filepath.Join(dir, "content", "statements", "held.md")
	write := func(words string) {
		t.Helper()
		text := "+++\ntitle = \"Held\"\ndescription = \"Held.\"\ndate = 2022-07-01\npublishDate = 2100-01-01\n[params]\nstatement = \"partner\"\npublisher = \"P\"\nevidence = \"text\"\n+++\n" + words + "\n"
		if err := os.WriteFile(held, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("The first words.")
	config := filepath.Join(dir, "config.toml")
	whole, err := os.ReadFile(config)
	if err == nil {
		err = os.WriteFile(config, append([]byte("broken = [\n"), whole...), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	url, printed := startServe(t, dir, "-preview")
	answer, page := get(t, url+"statements/held/")
	if answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(page, "config.toml:") || answer.Header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("without a site: %d %v\n%s", answer.StatusCode, answer.Header, page)
	}
	if err := os.WriteFile(config, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if _, page := get(t, url+"statements/held/"); strings.Contains(page, "The first words.") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("once it is repaired, a preview does not show what is under embargo:\n%s", printed())
		}
	}
	write("The second words.")
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if _, page := get(t, url+"statements/held/"); strings.Contains(page, "The second words.") {
			if !strings.Contains(page, "not-for-publication") {
				t.Error("the page is not marked as a preview")
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the edit is not shown:\n%s", printed())
		}
	}
	if out := printed(); !strings.Contains(out, "shown in") {
		t.Errorf("the edit was shown only when the whole site was built:\n%s", out)
	}
}

// TestHourOfNothing: where the project cannot be read at an hour at which something comes out, that is said once, and nobody waits busily.
func TestHourOfNothing(t *testing.T) {
	t.Parallel()
	out, err := os.Create(filepath.Join(t.TempDir(), "out")) // which several goroutines may write to
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	l := newLive(shell{dir: t.TempDir(), env: os.Getenv, out: out, err: out}, t.TempDir(), "http://small.example/", false) // in a folder that has no config.toml
	l.quick.next = time.Now().Add(-time.Second)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	l.loop(ctx, nil, nil)
	text, err := os.ReadFile(out.Name())
	if err != nil || strings.Count(string(text), "something comes out or goes") != 1 {
		t.Errorf("printed, wanting the hour once (%v):\n%.600s", err, text)
	}
}

// TestNextTurn: a site that is served follows the hour of a page, and the day: a build at midnight is as of another one.
func TestNextTurn(t *testing.T) {
	at := func(text string) time.Time {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	record := &campaign.Campaign{Pages: []campaign.Page{{PublishDate: at("2026-11-28T23:00:00Z")}, {PublishDate: at("2026-12-24T10:00:00Z")}}}
	for _, test := range []struct{ now, next, what string }{
		{"2026-11-28T12:00:00Z", "2026-11-28T23:00:00Z", "something comes out or goes"},
		{"2026-11-28T23:00:00Z", "2026-11-29T00:00:00Z", "a new day begins"},
		{"2026-11-28T20:00:00-05:00", "2026-11-30T00:00:00Z", "a new day begins"}, // it is the 29th
		{"2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z", "a new day begins"},
	} {
		var q quick
		q.await(record, at(test.now))
		if !q.next.Equal(at(test.next)) || whatTurns(q.next) != test.what {
			t.Errorf("at %s: waits for %s, %s; want %s, %s", test.now, q.next, whatTurns(q.next), test.next, test.what)
		}
	}
}

// startServe runs `tools serve` in dir until the test ends. It returns the address, and what was printed so far.
func startServe(t *testing.T, dir string, flags ...string) (url string, printed func() string) {
	t.Helper()
	cmd := tool(dir, append([]string{"serve", "-addr", "127.0.0.1:0"}, flags...)...)
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var all strings.Builder
	address := make(chan string, 1)
	go func() {
		pattern := regexp.MustCompile(`^(?:built in \d+ ms:|.* errors?: showing these problems .* at) (http://\S+)$`)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			mu.Lock()
			all.WriteString(lines.Text() + "\n")
			mu.Unlock()
			if m := pattern.FindStringSubmatch(lines.Text()); m != nil {
				select {
				case address <- m[1]:
				default:
				}
			}
		}
	}()
	t.Cleanup(func() {
		// Ctrl-C ends it, and that is no failure.
		if err := errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait()); err != nil {
			t.Errorf("serve: %v\n%s", err, printed())
		}
		in.Close()
	})
	printed = func() string { mu.Lock(); defer mu.Unlock(); return all.String() }
	select {
	case url = <-address:
	case <-time.After(10 * patience): // the site may be a large one
		t.Fatalf("serve does not start:\n%s", printed())
	}
	return url, printed
}
