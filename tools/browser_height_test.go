package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// TestStatedHeights lays frames out at every width that a height is stated for, and in columns between: no frame is higher
// than its code says, and none ends in an empty field. Of each kind in each language it takes the highest, the lowest and every tenth;
// with DECLARATION_SLOW all.
func TestStatedHeights(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	b.open("embed/") // the page that may show frames
	var paths []string
	for _, f := range someFrames(readFrames(t, site).Frames) {
		paths = append(paths, f.Path)
	}
	chosen, err := json.Marshal(paths)
	if err != nil {
		t.Fatal(err)
	}
	found := ask[struct {
		Frames, Spare, Blank int
		Problems             []string
	}](b, fmt.Sprintf(layOut, chosen))
	if found.Frames != len(paths) {
		t.Errorf("%d frames were laid out, want %d", found.Frames, len(paths))
	}
	for _, problem := range found.Problems {
		t.Error(problem)
	}
	// A height that is far too much is as wrong. What is left over is shared out, and does not end the frame.
	if found.Spare > 8 || found.Blank > 40 {
		t.Errorf("a frame is stated to be %d%% higher than it is, and ends in %d empty px", found.Spare, found.Blank)
	}
	t.Logf("of what is stated, at most %d%% is left over", found.Spare)
}

// someFrames returns the frames to lay out.
func someFrames(all []listedFrame) (some []listedFrame) {
	if slow() {
		return all
	}
	kinds := map[string][]listedFrame{}
	for _, f := range all {
		kind := f.Language + " " + f.Kind
		kinds[kind] = append(kinds[kind], f)
	}
	for _, frames := range kinds {
		slices.SortStableFunc(frames, func(a, b listedFrame) int { return cmp.Compare(a.Heights[0].Height, b.Heights[0].Height) })
		for i, f := range frames {
			if i%10 == 0 || i == len(frames)-1 {
				some = append(some, f)
			}
		}
	}
	return some
}

const layOut = `(async () => {
	const chosen = new Set(%s);
	const frames = (await (await fetch("/embed/frames.json")).json()).frames.filter((frame) => chosen.has(frame.path));
	const shown = document.createElement("iframe");
	shown.setAttribute("frameborder", "0");
	document.body.append(shown);
	const problems = [];
	let spare = 0, blank = 0;
	const bottom = (e) => e.getBoundingClientRect().bottom;
	for (const {path, heights} of frames) {
		await new Promise((loaded) => { shown.onload = loaded; shown.src = "/" + path; });
		shown.height = 1;
		const root = shown.contentDocument.documentElement;
		for (const [i, {width}] of heights.entries()) {
			const stated = Math.max(...heights.slice(i).map((at) => at.height));
			const next = heights[i + 1]?.width ?? width + 200;
			for (const column of [width, Math.floor((width + next) / 2), next - 1]) {
				shown.width = column;
				if (root.scrollHeight > stated) problems.push(path + " in " + column + " px is " + root.scrollHeight + " px high, not " + stated);
				if (root.scrollWidth > column) problems.push(path + " in " + column + " px is " + root.scrollWidth + " px wide");
			}
			shown.width = width;
			const left = heights[i].height - root.scrollHeight;
			if (left > 100) spare = Math.max(spare, Math.round(100 * left / root.scrollHeight));
			shown.height = heights[i].height;
			const rest = [...root.querySelectorAll("main > :not(.rows, table), .rows > li, tbody > tr")];
			blank = Math.max(blank, Math.round(root.querySelector("footer p").getBoundingClientRect().top - Math.max(...rest.map(bottom))));
			shown.height = 1;
		}
	}
	shown.remove();
	return {Frames: frames.length, Spare: spare, Blank: blank, Problems: problems};
})()`
