package archive

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/bits"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Verdict is the state of an address.
type Verdict string

const (
	Works       Verdict = "works"
	Moved       Verdict = "moved"       // for good, to another address
	Gone        Verdict = "gone"        // the host says that there is no such page
	Soft        Verdict = "soft-404"    // the page says so, or is the host's front page
	Changed     Verdict = "changed"     // the page has another text than before
	Refused     Verdict = "refused"     // the host does not answer programs; a person may see the page
	Unreachable Verdict = "unreachable" // no answer; perhaps only today
)

// Link is what is known of an address.
type Link struct {
	Verdict Verdict   `json:"verdict"`
	Note    string    `json:"note,omitempty"` // such as where it has moved
	Seen    time.Time `json:"seen"`
	Print   uint64    `json:"print,omitempty"` // of its text, equal in most bits for texts that are much alike
}

// Lost reports whether a reader no longer finds the page.
func (l Link) Lost() bool { return l.Verdict == Gone || l.Verdict == Soft }

// Look looks at an address. before is what was known of it.
func (c *Client) Look(ctx context.Context, address string, before Link, now time.Time) (Link, error) {
	a, err := c.get(ctx, address, nil, true)
	var later LaterError
	var unreachable UnreachableError
	switch {
	case errors.As(err, &later):
		return Link{Refused, err.Error(), now, before.Print}, nil
	case errors.As(err, &unreachable):
		return Link{Unreachable, reason(unreachable.Err), now, before.Print}, nil
	case err != nil:
		return Link{}, err
	}
	l := Link{Verdict: Works, Seen: now, Print: before.Print}
	l.judge(a, address)
	return l, nil
}

// judge sets the verdict on an answer.
func (l *Link) judge(a answer, address string) {
	final := a.Request.URL
	switch code := a.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		l.Verdict, l.Note = Gone, a.Status
		return
	case code >= 500:
		l.Verdict, l.Note = Unreachable, a.Status
		return
	case code >= 400:
		l.Verdict, l.Note = Refused, a.Status
		return
	}
	title, text := words(a)
	old := l.Print
	l.Print = print(text)
	switch {
	case missing.MatchString(title):
		l.Verdict, l.Note, l.Print = Soft, fmt.Sprintf("its title is %q", title), old
	case isFront(final) && !isFront(a.first(address)):
		l.Verdict, l.Note, l.Print = Soft, "it leads to the front page "+final.String(), old
	case a.moved && final.String() != address:
		l.Verdict, l.Note = Moved, final.String()
	case old != 0 && bits.OnesCount64(old^l.Print) > alike:
		l.Verdict, l.Note = Changed, "its text differs from when it was looked at before"
	}
}

// first returns the address that was asked for.
func (a answer) first(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		return a.Request.URL
	}
	return u
}

// isFront reports whether an address is a host's front page, or that of a language.
func isFront(u *url.URL) bool {
	path := strings.Trim(u.Path, "/")
	return u.RawQuery == "" && (path == "" || len(path) == 2 || path == "index.html")
}

// missing is how titles of pages say that there is none, in the languages of our sources.
var missing = regexp.MustCompile(`(?i)\b404\b|\bnot found\b|no longer (available|exists)|(can.?not|could not|can.?t) be found|does(n.t| not) exist|` +
	`no (se )?(ha )?encontrad|no se encontr|no encontramos|no existe|não encontrad|introuvable|nicht gefunden`)

// reason returns the end of a chain of errors, which says what happened.
func reason(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

// words returns the title of a page and its text without markup and scripts. What is no page has its bytes as text.
func words(a answer) (title, text string) {
	if !strings.Contains(a.Header.Get("Content-Type"), "html") {
		return "", string(a.body)
	}
	var out strings.Builder
	z, inside := html.NewTokenizer(strings.NewReader(string(a.body))), ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(title), " "), out.String()
		case html.StartTagToken:
			name, _ := z.TagName()
			inside = string(name)
		case html.EndTagToken:
			inside = ""
		case html.TextToken:
			switch inside {
			case "title":
				title += string(z.Text())
			case "script", "style":
			default:
				out.Write(z.Text())
				out.WriteByte(' ')
			}
		}
	}
}

// alike is in how many bits the prints of two texts differ at most that are the same but for dates, counters and advertising.
const alike = 12

// print returns a simhash of the words of a text (Charikar 2002): the more of its groups of three words are equal, the more bits.
func print(text string) uint64 {
	var sums [64]int
	fields := strings.Fields(text)
	for i := range fields {
		h := fnv.New64a()
		_, _ = h.Write([]byte(strings.Join(fields[i:min(i+3, len(fields))], " ")))
		for bit, sum := 0, h.Sum64(); bit < 64; bit++ {
			sums[bit] += int(sum>>bit&1)*2 - 1
		}
	}
	var out uint64
	for bit, sum := range sums {
		if sum > 0 {
			out |= 1 << bit
		}
	}
	return out
}
