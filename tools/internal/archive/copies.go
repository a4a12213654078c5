package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Service is where to ask for copies: the Wayback Machine's availability API, or a TimeGate as of RFC 7089.
const Service = "https://archive.org/wayback/available"

// Copy returns the address of an archived copy of a page, made about a day; "" where the archive has none.
func (c *Client) Copy(ctx context.Context, service, page string, day time.Time) (string, error) {
	address, err := url.Parse(service)
	if err != nil || address.Host == "" {
		return "", fmt.Errorf("invalid address of a service %q", service)
	}
	ask := service + page // a TimeGate
	if !strings.HasSuffix(service, "/") {
		query := url.Values{"url": {page}}
		if !day.IsZero() {
			query.Set("timestamp", day.Format("20060102"))
		}
		address.RawQuery = query.Encode()
		ask = address.String()
	}
	header := http.Header{}
	if !day.IsZero() {
		header.Set("Accept-Datetime", day.UTC().Format(http.TimeFormat))
	}
	a, err := c.get(ctx, ask, header, false)
	if err != nil {
		return "", err
	}
	return copyOf(a, address)
}

// copyOf reads an answer of a service.
func copyOf(a answer, service *url.URL) (string, error) {
	switch location := a.Header.Get("Location"); {
	case a.StatusCode == http.StatusNotFound:
		return "", nil
	case a.StatusCode >= 300 && a.StatusCode < 400 && location != "":
		to, err := service.Parse(location)
		if err != nil {
			return "", fmt.Errorf("%s answered with an invalid address %q", service.Host, location)
		}
		return to.String(), nil
	case a.StatusCode != http.StatusOK:
		return "", fmt.Errorf("%s answered %s", service.Host, a.Status)
	case !bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("{")):
		return "", fmt.Errorf("%s answered with something else than a list of copies", service.Host)
	}
	var list struct {
		Snapshots struct {
			Closest struct {
				Available   bool
				URL, Status string
			}
		} `json:"archived_snapshots"`
	}
	if err := json.Unmarshal(a.body, &list); err != nil {
		return "", fmt.Errorf("the answer of %s cannot be read: %w", service.Host, err)
	}
	closest := list.Snapshots.Closest
	if !closest.Available || closest.Status != "200" {
		return "", nil
	}
	if rest, plain := strings.CutPrefix(closest.URL, "http://"); plain {
		return "https://" + rest, nil
	}
	return closest.URL, nil
}
