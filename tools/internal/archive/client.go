// Package archive asks archives for copies of sources, and looks whether the addresses of sources still lead to them. It is polite:
// one request to a host at a time, with a pause between, and it comes back when a host asks it to.
package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Client makes requests.
type Client struct {
	HTTP    *http.Client
	Agent   string        // who asks, with an address to complain to
	Every   time.Duration // between two requests to one host
	Longest time.Duration // that it waits when a host asks it to come back later
	hosts   sync.Map      // host -> *turn
}

// turn is whose turn it is at a host.
type turn struct {
	sync.Mutex
	next time.Time
}

// LaterError is returned where a host asks to come back later than the client waits.
type LaterError struct {
	Host string
	At   time.Time
}

func (e LaterError) Error() string {
	return fmt.Sprintf("%s asks to come back at %s", e.Host, e.At.UTC().Format("15:04 MST"))
}

// UnreachableError is returned where no answer came.
type UnreachableError struct {
	Host string
	Err  error
}

func (e UnreachableError) Error() string {
	return fmt.Sprintf("%s cannot be reached: %s", e.Host, reason(e.Err))
}
func (e UnreachableError) Unwrap() error { return e.Err }

// answer is what a host answered.
type answer struct {
	*http.Response
	body  []byte
	moved bool // a permanent redirect led there
}

// largestAnswer is how much of an answer is read.
const largestAnswer = 1 << 20

// tries is how often a host is asked that asks to come back.
const tries = 3

// get asks for an address. With follow it goes where it is redirected.
func (c *Client) get(ctx context.Context, address string, header http.Header, follow bool) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, err
	}
	for name, values := range header {
		request.Header[name] = values
	}
	request.Header.Set("User-Agent", c.Agent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")
	v, _ := c.hosts.LoadOrStore(request.URL.Host, &turn{})
	t := v.(*turn)
	t.Lock()
	defer t.Unlock()
	for n := 1; ; n++ {
		if wait := time.Until(t.next); wait > max(c.Longest, c.Every) {
			return answer{}, LaterError{request.URL.Host, t.next}
		} else if err := sleep(ctx, wait); err != nil {
			return answer{}, err
		}
		a, err := c.once(request, follow)
		t.next = time.Now().Add(c.Every)
		if err != nil {
			if ctx.Err() != nil {
				return answer{}, ctx.Err()
			}
			return answer{}, UnreachableError{request.URL.Host, err}
		}
		wait, asked := retryAfter(a.Response, time.Now())
		if !asked {
			return a, nil
		}
		t.next = time.Now().Add(max(wait, c.Every))
		if wait > c.Longest || n == tries {
			return answer{}, LaterError{request.URL.Host, t.next}
		}
	}
}

// once makes one request.
func (c *Client) once(request *http.Request, follow bool) (answer, error) {
	var a answer
	client := *c.HTTP
	permanent := true
	client.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		if !follow {
			return http.ErrUseLastResponse
		}
		if len(via) > 9 {
			return errors.New("more than 9 redirects")
		}
		code := next.Response.StatusCode
		permanent = permanent && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
		a.moved = permanent
		return nil
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	a.Response = response
	a.body, err = io.ReadAll(io.LimitReader(response.Body, largestAnswer))
	return a, err
}

// retryAfter returns how long a host asks to wait, in seconds or until a moment. Where it does not say how long, it is a minute.
func retryAfter(r *http.Response, now time.Time) (wait time.Duration, asked bool) {
	if r.StatusCode != http.StatusTooManyRequests && (r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "") {
		return 0, false
	}
	text := r.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<20)) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now)), true
	}
	return time.Minute, true
}

// sleep waits, unless it is stopped.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(max(0, d))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return ctx.Err()
	}
}
