"""Opinion groups: people who agree, disagree and pass on the same statements in the same way.

`finding` goes the whole way, with `tabulating`, `projecting`, `clustering` and `grouping`, which calculate with numpy
and belong to jobs and commands. All other modules are plain Python and may be used while a page is drawn.
"""
