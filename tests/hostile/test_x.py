def test_a(project):
    import time
    t=time.time(); r=project.check(); print(r, time.time()-t)
    t=time.time(); r=project.build(); print(r, time.time()-t)
    t=time.time(); r=project.build(); print(r, time.time()-t)
    print(project.served())
    print(project.page("guide/logement"))
    assert 0
def test_b(published):
    import time
    t=time.time(); r=published.check(); print(r, time.time()-t)
    assert 0
