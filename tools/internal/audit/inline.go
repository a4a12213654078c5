package audit

// inline is a script or a style within a page.
type inline struct {
	what      string
	style     bool
	attribute bool // of an element that is there for something else
}

func inlineScript(o *output, report *report) { inlines(o, report, false) }
func inlineStyle(o *output, report *report)  { inlines(o, report, true) }

// inlines refuses every script or style within a page; a file that stands alone and a frame have their style
// sheet in them, which a content security policy lets in by its hash; so have pages that are frozen, and pictures.
func inlines(o *output, report *report, style bool) {
	for _, f := range o.files {
		for _, i := range f.inline {
			sheet := i.style && !i.attribute
			if i.style == style && !(sheet && (o.isCopy(f) || o.frozen(f) || f.page == nil)) {
				report.errorf(f.name, "holds %s", i.what)
			}
		}
	}
}
