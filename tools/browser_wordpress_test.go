//go:build partners

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/hosting"
)

// TestWordPress pastes addresses of the site into the editor of a real WordPress, each on a line of its own, as an author and
// as an administrator, and reads the posts: the frames show with their last line, in every width of column that themes have,
// and their links open. With -artifacts it keeps pictures of the posts.
func TestWordPress(t *testing.T) {
	t.Parallel()
	w := startWordPress(t)
	for _, user := range []string{"author", "administrator"} {
		post := w.publish(user, w.addresses)
		for _, width := range []int{580, 650, 720} {
			w.read(user, post, width)
		}
		w.follow(post)
	}
	w.unanswered(w.publish("author", w.addresses))
}

// wordpress is a WordPress, and the site that it shows frames of.
type wordpress struct {
	*abroad
	addresses []string // of the site, that are pasted
	pages     []string // that each leads to
}

// startWordPress builds the site for a loopback address, serves it there, and installs a WordPress beside it.
func startWordPress(t *testing.T) *wordpress {
	t.Helper()
	for _, program := range []string{"php", "mariadbd"} {
		if _, err := exec.LookPath(program); err != nil {
			fixture.Missing(t, fmt.Errorf("%w: apt-get install wordpress php-cli php-mysql mariadb-server wordpress-theme-twentytwentythree", err))
		}
	}
	// The site is built for the address that it is served from.
	server := httptest.NewUnstartedServer(nil)
	site := "http://" + server.Listener.Addr().String() + "/"
	dir := filepath.Join(t.TempDir(), "site")
	mustRun(t, realProject(t), "build", "-out", dir, "-base-url", site)
	host, err := hosting.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = answers(host)
	server.Start()
	t.Cleanup(server.Close)

	w := &wordpress{abroad: &abroad{home: site, page: serveWordPress(t)}}
	w.tab = &tab{t: t, ctx: wholeBrowser(t), origin: w.page}
	w.choose(&finished{files: contents(dir)})
	return w
}

// serveWordPress starts a WordPress, and returns its address once it answers. It is another site than ours to the browser.
func serveWordPress(t *testing.T) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	free.Close()
	var log bytes.Buffer
	script := exec.Command("testdata/partners/wordpress/serve", t.TempDir(), fmt.Sprint(port))
	script.Stdout, script.Stderr = &log, &log
	if err := script.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- script.Wait() }()
	t.Cleanup(func() { script.Process.Signal(syscall.SIGTERM); <-ended })
	address := fmt.Sprintf("http://localhost:%d/", port)
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		answer, err := http.Get(address)
		if err == nil {
			answer.Body.Close()
			return address
		}
		select {
		case err = <-ended:
			ended <- err
			err = errors.Join(errors.New("serve ended"), err)
		default:
		}
		if time.Now().After(deadline) || strings.HasPrefix(err.Error(), "serve") {
			t.Fatalf("there is no WordPress: %v\n%s", err, &log)
		}
	}
}

// choose picks the highest frame of each sort in each language. It is pasted by the address of its page, or by its own where
// the page has another frame.
func (w *wordpress) choose(site *finished) {
	highest := map[string]listedFrame{}
	for name, text := range site.files {
		var list framesList
		if cells, _ := path.Match("embed/cell/*.json", name); !cells && name != "embed/frames.json" {
			continue
		}
		if err := json.Unmarshal([]byte(text), &list); err != nil {
			w.t.Fatal(err)
		}
		for _, f := range list.Frames {
			sort := f.Language + " " + f.Kind
			if f.Kind == "card" { // of the home page, a statement, an analysis
				sort += " " + path.Dir(f.Address)
			}
			answer := strings.Replace(strings.TrimSuffix(f.Path, "/"), "embed/", "oembed/", 1) + ".json"
			if high := highest[sort].Heights; site.files[answer] != "" && (high == nil || high[0].Height < f.Heights[0].Height) {
				highest[sort] = f
			}
		}
	}
	for _, sort := range slices.Sorted(maps.Keys(highest)) {
		f, address := highest[sort], highest[sort].Page
		if strings.Contains(address, "#") {
			address = f.Path
		}
		w.addresses, w.pages = append(w.addresses, w.home+address), append(w.pages, w.home+f.Page)
	}
}

// publish signs in, pastes lines into a new post, and returns the address of the post.
func (w *wordpress) publish(user string, lines []string) string {
	w.t.Helper()
	w.open("wp-login.php")
	ask[any](w.tab, fmt.Sprintf(`(() => {
		document.getElementById("user_login").value = document.getElementById("user_pass").value = %q;
		document.getElementById("loginform").submit();
	})()`, user))
	w.until(`document.getElementById("wpadminbar") !== null`)
	w.open("wp-admin/post-new.php")
	w.until(`window.wp?.data?.select("core/editor")?.getCurrentPostId() > 0 && document.querySelector(".editor-post-title__input") !== null`)
	return ask[string](w.tab, fmt.Sprintf(`(async () => {
		const blocks = wp.data.dispatch("core/block-editor"), editor = wp.data.dispatch("core/editor");
		// The editor makes a block of an address only if it begins with https, which ours does once it is published.
		const pasted = wp.blocks.pasteHandler({plainText: %q.replaceAll("http:", "https:"), mode: "BLOCKS"});
		for (const block of pasted) block.attributes.url = block.attributes.url.replace("https:", "http:");
		blocks.insertBlocks(pasted);
		await editor.editPost({title: %q, status: "publish"});
		await editor.savePost();
		return wp.data.select("core/editor").getPermalink();
	})()`, strings.Join(lines, "\n\n"), "As "+user))
}

// read opens a post in a theme whose column has some width.
func (w *wordpress) read(user, post string, width int) {
	w.t.Helper()
	w.do(chromedp.Navigate(fmt.Sprintf("%s&column=%d", post, width)))
	w.until(fmt.Sprintf(`document.querySelectorAll("iframe").length === %d`, len(w.addresses)))
	w.until(revealed)
	for i, address := range w.addresses {
		if problem := w.problem(i, min(width, 600)); problem != "" {
			w.t.Errorf("%s, as %s, in %d px: %s", address, user, width, problem)
		}
	}
	w.keep(fmt.Sprintf("%s-%d.png", user, width))
}

// problem returns what is wrong with a frame that has had time to send its height, or "".
func (w *wordpress) problem(i, width int) (problem string) {
	w.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		frame, foot := ask[inPost](w.tab, fmt.Sprintf(theFrame, i)), inside[shown](w.abroad, i, theFoot)
		if frame.Width == width && frame.Visible && !frame.Quoted && foot.Hidden == 0 && foot.Blank <= 40 && foot.Words != "" {
			return ""
		}
		problem = fmt.Sprintf("the frame is %+v, its last line %+v", frame, foot)
	}
	return problem
}

// inPost is how a post shows a frame.
type inPost struct {
	Width   int
	Visible bool
	Quoted  bool // the quotation in its place
}

const theFrame = `(() => {
	const frame = document.querySelectorAll("iframe")[%d];
	const style = getComputedStyle(frame);
	return {
		width: frame.clientWidth,
		visible: frame.checkVisibility({visibilityProperty: true}) && style.clip === "auto" && style.position === "static",
		quoted: frame.parentElement.querySelector("blockquote")?.checkVisibility() ?? false,
	};
})()`

// shown is how much of the foot of a frame is out of sight, and how much space is below it.
type shown struct {
	Hidden, Blank float64
	Words         string
}

const theFoot = `(() => {
	const foot = document.querySelector("footer");
	const below = innerHeight - document.body.getBoundingClientRect().bottom;
	return {hidden: Math.max(0, -below, document.documentElement.scrollHeight - innerHeight), blank: below, words: foot.innerText};
})()`

// follow clicks the last link of each frame, which leads to the full page, and a source, which leads to the page that cites it.
func (w *wordpress) follow(post string) {
	w.t.Helper()
	sourced := false
	for i := range w.addresses {
		w.click(post, i, "footer a")
		if !sourced {
			sourced = w.click(post, i, ".sources a")
		}
	}
	if !sourced {
		w.t.Error("no frame names a source: the test proves nothing")
	}
}

// click clicks a link in a frame until the page that it leads to is open. It reports whether there is such a link.
func (w *wordpress) click(post string, frame int, selector string) bool {
	w.t.Helper()
	w.do(chromedp.Navigate(post))
	w.until(revealed)
	link := inside[clickable](w.abroad, frame, fmt.Sprintf(theLink, selector))
	if link.Leads == "" {
		return false
	}
	at := ask[[]float64](w.tab, fmt.Sprintf(`(() => {
		const box = () => document.querySelectorAll("iframe")[%d].getBoundingClientRect();
		scrollTo({top: box().y + scrollY + %f - 300, behavior: "instant"});
		return [box().x, box().y];
	})()`, frame, link.Y))
	// A click that comes before the frame is drawn goes astray: the next turn clicks again.
	for deadline := time.Now().Add(patience); ask[string](w.tab, "location.href") != link.Leads; time.Sleep(300 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Errorf("%s: %s does not open %s", w.addresses[frame], selector, link.Leads)
			break
		}
		w.do(chromedp.MouseClickXY(at[0]+link.X, at[1]+link.Y))
	}
	return true
}

// revealed is so once every frame has sent its height.
const revealed = `[...document.querySelectorAll("iframe")].every((frame) => frame.dataset.secret && !frame.style.position)`

// clickable is where a link is in its frame, and what page of our site it leads to.
type clickable struct {
	X, Y  float64
	Leads string
}

const theLink = `(() => {
	const link = document.querySelector(%q);
	if (!link) return {};
	const box = link.getClientRects()[0];
	const own = [link, ...link.closest("li, body").querySelectorAll("a")].find((a) => a.host === location.host);
	return {x: box.x + box.width / 2, y: box.y + box.height / 2, leads: own.href};
})()`

// unanswered reads a post in which no message is ever sent or heard: without the quotation in the answers WordPress shows the
// frames at once; without scripts it shows the quotations, which say the finding and link to the page.
func (w *wordpress) unanswered(post string) {
	w.t.Helper()
	w.do(chromedp.Navigate(post + "&unquoted"))
	for i, address := range w.addresses {
		if problem := w.problem(i, 600); problem != "" {
			w.t.Errorf("%s, where no message is heard: %s", address, problem)
		}
	}
	w.keep("unanswered.png")
	w.as(look{noScript: true})
	w.do(chromedp.Navigate(post))
	quoted := ask[[]string](w.tab, `[...document.querySelectorAll("blockquote")].filter((quote) => quote.checkVisibility()).map((quote) => quote.querySelector("a").href)`)
	w.keep("without-scripts.png")
	w.as(look{})
	if !slices.Equal(quoted, w.pages) {
		w.t.Errorf("without scripts the post leads to %q, want %q", quoted, w.pages)
	}
}

// keep keeps a picture of the page, with -artifacts.
func (w *wordpress) keep(name string) {
	w.t.Helper()
	if flag.Lookup("test.artifacts").Value.String() != "true" {
		return
	}
	// All of it at once: what is out of sight a frame does not draw.
	w.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: 1280, Height: ask[int64](w.tab, "document.documentElement.scrollHeight"), DeviceScaleFactor: 1,
		})
		return err
	}))
	time.Sleep(time.Second)
	picture, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
	w.as(look{})
	if err == nil {
		err = os.WriteFile(filepath.Join(w.t.ArtifactDir(), name), picture, 0o666)
	}
	if err != nil {
		w.t.Error(err)
	}
}
