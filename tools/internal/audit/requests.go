package audit

import (
	"fmt"
	"net/url"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// request is something that a browser asks for by itself, without a click.
type request struct {
	what    string // where it is asked for, such as "<script src>"
	address string // as written
	style   bool   // it is a style sheet
	loads   bool   // it is shown or run with the page, so that it counts in its weight
}

func thirdParty(o *output, report *report) {
	for _, f := range o.files {
		for _, r := range f.requests {
			if target, err := o.target(f, r.address); err == nil && o.foreign(target) {
				report.add(f.name, diag.Problem{
					Message: fmt.Sprintf("%s makes a request to another site: %q", r.what, r.address),
					Hint:    "put a copy into assets/ or static/, or make it a plain link",
				})
			}
		}
	}
}

func mixedContent(o *output, report *report) {
	if o.base.Scheme != "https" {
		return
	}
	for _, f := range o.files {
		for _, r := range f.requests {
			if target, err := o.target(f, r.address); err == nil && (target.Scheme == "http" || target.Scheme == "ws") {
				report.errorf(f.name, "%s asks for %q over http", r.what, r.address)
			}
		}
	}
}

// foreign reports whether to ask for an address is to ask another host.
func (o *output) foreign(u *url.URL) bool {
	web := strings.HasPrefix(u.Scheme, "http") || strings.HasPrefix(u.Scheme, "ws")
	return u.Host != "" && !strings.EqualFold(u.Host, o.base.Host) || web && u.Opaque != ""
}
