package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/mattn/go-isatty"
)

// progress shows a counter on a terminal, on a line that is cleared at the end. Elsewhere it shows nothing.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil where there is no terminal
	label string
	shown int
}

func newProgress(w io.Writer, label string) *progress {
	if file, isFile := w.(*os.File); !isFile || !isatty.IsTerminal(file.Fd()) {
		w = nil
	}
	return &progress{w: w, label: label}
}

func (p *progress) show(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w != nil && n > p.shown {
		p.shown = n
		fmt.Fprintf(p.w, "\r%s: %d", p.label, n)
	}
}

func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown > 0 {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
