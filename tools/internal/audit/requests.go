package audit

import (
	"fmt"

	"declarationwatch/tools/internal/diag"
)

func thirdParty(o *site, report *report) {
	for _, f := range o.Files {
		for _, r := range f.Requests {
			if target, err := o.Target(f, r.Address); err == nil && o.Foreign(target) {
				report.add(f.Name, diag.Problem{
					Message: fmt.Sprintf("%s makes a request to another site: %q", r.What, r.Address),
					Hint:    "put a copy into assets/ or static/, or make it a plain link",
				})
			}
		}
	}
}

func mixedContent(o *site, report *report) {
	if o.Base.Scheme != "https" {
		return
	}
	for _, f := range o.Files {
		for _, r := range f.Requests {
			if target, err := o.Target(f, r.Address); err == nil && (target.Scheme == "http" || target.Scheme == "ws") {
				report.errorf(f.Name, "%s asks for %q over http", r.What, r.Address)
			}
		}
	}
}

func inlineScript(o *site, report *report) { inlines(o, report, false) }
func inlineStyle(o *site, report *report)  { inlines(o, report, true) }

// inlines refuses every script or style within a page. Standalone files, frames, frozen pages and pictures may contain a
// style sheet, which a content security policy allows by its hash.
func inlines(o *site, report *report, style bool) {
	for _, f := range o.Files {
		for _, i := range f.Inline {
			sheet := i.Style && !i.Attribute
			if i.Style == style && !(sheet && (isCopy(f) || frozen(f) || f.Page == nil)) {
				report.errorf(f.Name, "contains %s", i.What)
			}
		}
	}
}
